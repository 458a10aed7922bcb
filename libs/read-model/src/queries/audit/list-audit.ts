import {
  AuditOutcome,
  commandEvents,
  commandNames,
  outcomeEvents,
  type AuditEntry,
  type AuditFilter,
  type AuditQuery,
  type Page,
} from '@reprise/contracts';
import { sql } from 'kysely';
import { z } from 'zod';
import { isoTime } from '../../entities/iso-time.ts';
import { fork, type ReadModel } from '../../read-model.ts';
import { prepared } from '../../prepared-statements.ts';
import { snapshot } from '../../transaction.ts';
import { actorNames } from './actor-names.ts';
import { isEmpty, matchesAudit, type AuditRights } from './audit-filter.ts';
import { effectOf, effectsOfEntry, endedAsOf, pausedMsOf, type EffectRow } from './audit-effects.ts';
import { decodeCursor, InvalidCursorError, pageOf } from '../cursor.ts';
import { historyEntry } from '../history.ts';

const Cursor = z.tuple([z.enum(['asc', 'desc']), z.int()]);

/** A page of the audit trail of all jobs, in log order or in reverse order. @throws InvalidCursorError */
export async function listAudit(
  readModel: ReadModel,
  query: Omit<AuditQuery, 'min_seq'> & AuditRights,
): Promise<Page<AuditEntry>> {
  const { order, limit, cursor } = query;
  const [cursorOrder, after] = cursor === undefined ? [order, null] : decodeCursor(cursor, Cursor);
  if (cursorOrder !== order) throw new InvalidCursorError('This cursor belongs to a list in another order.');
  const [direction, beyond] = order === 'asc' ? [sql`asc`, sql`>`] : [sql`desc`, sql`<`];
  const rest = after === null ? sql`true` : sql`a.seq ${beyond} ${after}`;
  const first = sql`order by seq ${direction} limit ${sql.lit(limit + 1)}`;
  const found = matchesAudit(query).map(
    (matches) => sql`(select a.seq from audit a where ${matches} and ${rest} ${first})`,
  );
  // One statement, for a single snapshot and one round trip.
  const { rows } = await sql<AuditPageRow>`${isEmpty(query) ? prepared : sql``}
    with page as (select seq from (${sql.join(found, sql` union all `)}) found ${first})
    select a.seq, a.type, a.at, a.actor, a.reason, a.attempt, a.correlation_id, a.causation_id, a.payload,
      a.event_id, a.kind, a.job_id, a.queue, a.hash, j.sample_name, j.pipeline, ${effectsOfEntry} as effects,
      ${pausedMsOf('a')} as paused_ms, ${endedAsOf} as ended_as
    from page join audit a on a.seq = page.seq left join job j on j.job_id = a.job_id
    order by a.seq ${direction}`.execute(fork(readModel).getKysely());
  return pageOf(rows, limit, entryOf, ({ seq }) => [order, Number(seq)]);
}

/** Row of a page as returned by the driver: 64-bit numbers and times are strings. */
interface AuditPageRow {
  readonly seq: string;
  readonly type: string;
  readonly at: string;
  readonly actor: string | null;
  readonly reason: string | null;
  readonly attempt: string | null;
  readonly correlation_id: string | null;
  readonly causation_id: string | null;
  readonly payload: Buffer;
  readonly event_id: string | null;
  readonly kind: string | null;
  readonly job_id: string | null;
  readonly queue: string | null;
  readonly hash: Buffer;
  readonly sample_name: string | null;
  readonly pipeline: string | null;
  readonly effects: readonly EffectRow[] | null;
  readonly paused_ms: number | null;
  readonly ended_as: 'failed' | 'cancelled' | null;
}

function entryOf(row: AuditPageRow): AuditEntry {
  const at = isoTime(row.at);
  const attempt = row.attempt === null ? null : Number(row.attempt);
  return {
    ...historyEntry({ ...row, seq: Number(row.seq), at, attempt }),
    event_id: row.event_id,
    kind: row.kind,
    job_id: row.job_id,
    queue: row.queue,
    sample_name: row.sample_name,
    pipeline: row.pipeline,
    command: commandOf.get(row.type) ?? null,
    outcome: outcomeOf.get(row.type) ?? null,
    effects: (row.effects ?? []).map((effect) => effectOf(effect, at)),
    paused_ms: row.paused_ms,
    ...(row.ended_as && { ended_as: row.ended_as }),
    hash: row.hash.toString('hex'),
  };
}

const commandOf = new Map(commandNames.flatMap((name) => commandEvents[name].map((type) => [type, name])));
const outcomeOf = new Map(AuditOutcome.options.flatMap((name) => outcomeEvents[name].map((type) => [type, name])));

/** Two pages are in memory at once, and one takes a few hundred kilobytes. */
const EXPORT_PAGE = 500;

/**
 * Yields all entries that match a filter, oldest first, for exports of any length. Reads the next page while the
 * previous one is being processed.
 */
export async function* exportAudit(
  readModel: ReadModel,
  filter: AuditFilter & AuditRights,
): AsyncGenerator<AuditEntry> {
  const read = (cursor?: string) =>
    listAudit(readModel, { ...filter, order: 'asc', limit: EXPORT_PAGE, ...(cursor && { cursor }) });
  for (let next: Promise<Page<AuditEntry>> | null = read(); next;) {
    const { items, next_cursor }: Page<AuditEntry> = await next;
    next = next_cursor === null ? null : read(next_cursor);
    // Awaited on the next turn. This handler prevents an unhandled rejection until then.
    next?.catch(() => undefined);
    yield* items;
  }
}

/** Names of the people and services that have entries. */
export async function auditActors(readModel: ReadModel): Promise<string[]> {
  return snapshot(readModel, async (em) => {
    const { rows } = await actorNames.execute(em.getKysely());
    return rows.map(({ actor }) => actor);
  });
}
