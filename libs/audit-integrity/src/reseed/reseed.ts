import { openJetStreamLog, seedStream, type SeedOptions, type SeedMessage } from '@reprise/event-log';
import { databaseOf, fork, readPosition, type ReadModel } from '@reprise/read-model';
import type { Trust } from '../heads/trust.ts';
import { auditRows, isWhole, type StoredRow } from '../verify/audit-entries.ts';
import { acceptStream } from './accept-stream.ts';
import { checkAudit, UnfitAuditError } from './check-audit.ts';

/** An event is missing from the audit table, so later events cannot get their previous sequences. */
export class AuditGapError extends Error {
  override readonly name = 'AuditGapError';
  readonly code = 'AUDIT_GAP';
  /** The first missing event. */
  readonly seq: number;
  constructor(seq: number, until: number, filled: number) {
    const batch =
      filled < seq - 1 ? ' (what comes between belongs to an atomic batch, which is stored whole or not)' : '';
    super(
      `Event ${String(seq)} is missing in the audit table, which should reach to event ${String(until)}. ` +
        `The stream was filled up to event ${String(filled)}${batch}; the tables do not follow it. ` +
        'Bring the audit table back from a backup, remove the stream, and seed it again.',
    );
    this.seq = seq;
  }
}

export interface ReseedProgress {
  readonly phase: 'checking' | 'filling' | 'comparing' | 'done';
  readonly events: number;
  readonly total: number;
}

export interface ReseedOptions {
  readonly readModel: ReadModel;
  /** Address of the empty stream, which may not exist yet. */
  readonly nats: Omit<SeedOptions, 'stored'>;
  readonly trust: Pick<Trust, 'heads'>;
  readonly onProgress?: (progress: ReseedProgress) => void;
}

/**
 * Fills an empty stream from the audit table, each event at its previous sequence, and points the tables to it. There
 * must be no other writer. Returns the number of events.
 * @throws UnfitAuditError if the audit table was altered; the stream stays empty
 * @throws AuditGapError if there is a gap; the stream was filled up to the gap, and the tables do not point to it
 * @throws StreamNotEmptyError, StreamRefusedError
 */
export async function reseed({ readModel, nats, trust, onProgress }: ReseedOptions): Promise<number> {
  const position = await readPosition(databaseOf(fork(readModel)));
  const { heads } = await trust.heads();
  const total = Math.max(position?.last_seq ?? 0, heads.at(-1)?.seq ?? 0);
  const reporter = (phase: ReseedProgress['phase']) => (events: number) => onProgress?.({ phase, events, total });

  const { last } = await checkAudit(auditRows(readModel, 1, total), heads, reporter('checking'));
  const filled = await seedStream(
    { ...nats, onStored: reporter('filling') },
    seedMessages(auditRows(readModel, 1, last)),
  );
  if (last < total) throw new AuditGapError(last + 1, total, filled);
  const { log } = await openJetStreamLog(nats);
  try {
    await acceptStream(readModel, log, reporter('comparing'));
  } finally {
    await log.close();
  }
  reporter('done')(last);
  return last;
}

/** @throws UnfitAuditError if a row has been altered since it was checked */
export async function* seedMessages(rows: AsyncIterable<StoredRow>): AsyncGenerator<SeedMessage> {
  for await (const row of rows) {
    if (!isWhole(row)) throw new UnfitAuditError(`Event ${String(row.seq)} was altered meanwhile.`);
    const { seq, subject, headers, payload } = row;
    yield { seq, subject, headers, payload };
  }
}
