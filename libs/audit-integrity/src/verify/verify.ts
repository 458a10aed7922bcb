import { QUARANTINED, type Finding, type VerificationReport } from '@reprise/contracts';
import { EVERYTHING, StreamChangedError, type EventLog, type Head } from '@reprise/event-log';
import { REPAIR_TABLES, type Damage, type ReadModel } from '@reprise/read-model';
import type { HeadProblem } from '../heads/head-book.ts';
import type { Trust } from '../heads/trust.ts';
import { auditTables, type AuditTables } from './audit-tables.ts';
import { Comparison } from './comparison.ts';
import { paired } from './paired.ts';
import { realClock, resting, type Clock } from './resting.ts';

const TELL_EVERY = 1000;
const REST_EVERY = 200;

export interface VerifyProgress {
  /** Number of events compared so far, and the total. */
  readonly entries: number;
  readonly total: number;
}

interface Options {
  /** Null if there is no stream at all. */
  readonly log: Pick<EventLog, 'head' | 'read'> | null;
  readonly trust: Pick<Trust, 'heads'>;
  readonly onProgress?: (progress: VerifyProgress) => void;
  readonly signal?: AbortSignal;
  /** Share of time spent working, from 0 to 1. It rests in between. Default 1. */
  readonly share?: number;
}

export interface VerifyOptions extends Options {
  readonly readModel: ReadModel;
}

export interface VerifyTablesOptions extends Options {
  readonly tables: AuditTables;
  /** Default: the clock of this process. */
  readonly clock?: Clock;
}

/**
 * Compares the stream with the audit table, both with the chain, and the chain with the signed heads. Reads everything
 * once, in constant memory, while the system is running. Read-only.
 * @throws the errors of the log and the driver, and the signal's reason
 */
export const verify = ({ readModel, ...options }: VerifyOptions): Promise<VerificationReport> =>
  verifyTables({ ...options, tables: auditTables(readModel) });

/** Like `verify`, for tables that are read in a different way. */
export async function verifyTables({
  log,
  tables,
  trust,
  ...options
}: VerifyTablesOptions): Promise<VerificationReport> {
  const { onProgress = () => undefined, signal, share = 1, clock = realClock(signal) } = options;
  const rest = resting(share, clock);
  const [began, started_at] = [clock.now(), new Date().toISOString()];
  const damage = await tables.damage();
  if (damage.length > 0) return unreadable(damage, started_at, clock.now() - began);
  // In this order, because signed entries were projected first, and projected entries were in the stream first.
  const book = await trust.heads();
  const { position, lastRow } = await tables.reached();
  const head = log && (await headOf(log));
  const lastHead = book.heads.at(-1);
  const end = Math.max(position.last_seq, lastHead?.seq ?? 0);

  const comparison = new Comparison(book.heads, position, head?.created ?? '');
  const stream = log && head ? log.read(EVERYTHING, { to: end }) : nothing();
  for await (const { seq, first, second } of paired(stream, tables.rows(end))) {
    signal?.throwIfAborted();
    comparison.see(seq, first, second);
    if (comparison.entries % REST_EVERY === 0) await rest();
    if (comparison.entries % TELL_EVERY === 0) onProgress({ entries: comparison.entries, total: end });
  }
  onProgress({ entries: comparison.entries, total: end });

  const findings = [
    ...replaced(position.stream_created, head),
    ...comparison.findings(end),
    ...beyond(position.last_seq, lastRow),
    ...book.problems.map(forged),
  ];
  return {
    ok: findings.length === 0,
    started_at,
    duration_ms: Math.round(clock.now() - began),
    entries: comparison.entries,
    last_seq: end,
    differing: comparison.differing,
    findings,
    heads: {
      valid: book.heads.length,
      last_seq: lastHead?.seq ?? null,
      last_time: lastHead?.time ?? null,
      places: [...book.places],
    },
    unsigned: comparison.counts.unsigned,
    unprojected: Math.max((head?.last_seq ?? 0) - position.last_seq, 0),
    quarantined: log && head ? await quarantinedIn(log, comparison.applied) : [],
  };
}

const headOf = (log: Pick<EventLog, 'head'>): Promise<Head | null> =>
  log.head().catch((error: unknown) => {
    if (error instanceof StreamChangedError) return null;
    throw error;
  });

type Quarantined = NonNullable<VerificationReport['quarantined']>[number];

async function quarantinedIn(log: Pick<EventLog, 'read'>, applied: ReadonlySet<number>): Promise<Quarantined[]> {
  const found: Quarantined[] = [];
  for await (const { event } of log.read(QUARANTINED)) {
    if (event?.type !== 'message_quarantined') continue;
    const { seq, reason, operator } = event.data;
    found.push({ seq, reason, operator, at: event.time, ...(applied.has(seq) && { is_applied: true }) });
  }
  return found;
}

async function* nothing(): AsyncGenerator<never> {}

function replaced(followed: string, head: Head | null): Finding[] {
  if (followed === '' || head?.created === followed) return [];
  const is = head ? `was created at ${head.created}` : 'does not exist';
  const message = `The stream ${is}; the tables follow the one created at ${followed}.`;
  return [{ kind: 'replaced', place: 'stream', seq: null, message }];
}

const beyond = (checkpoint: number, lastRow: number): Finding[] =>
  lastRow <= checkpoint
    ? []
    : [
        {
          kind: 'inserted',
          place: 'audit',
          seq: checkpoint + 1,
          message: `The audit table reaches to event ${String(lastRow)}, though only ${String(checkpoint)} were projected.`,
        },
      ];

const forged = ({ place, seq, message }: HeadProblem): Finding => ({
  kind: 'forged',
  place: 'head',
  seq,
  message: `The head of event ${String(seq)} in ${place} ${message}.`,
});

const damaged = ({ table, message }: Damage): Finding => ({
  kind: 'damaged',
  place: 'tables',
  seq: null,
  message: `The table ${table} cannot be read (${message}). ${REPAIR_TABLES}`,
});

/** Report if a table cannot be read, so that nothing can be compared. */
const unreadable = (damage: readonly Damage[], started_at: string, duration: number): VerificationReport => ({
  ok: false,
  started_at,
  duration_ms: Math.round(duration),
  entries: 0,
  last_seq: 0,
  differing: 0,
  findings: damage.map(damaged),
  unsigned: 0,
  unprojected: 0,
  heads: { valid: 0, last_seq: null, last_time: null, places: [] },
});
