import {
  AuditCommand,
  AuditOutcome,
  commandEvents,
  outcomeEvents,
  type AuditEntry,
  type AuditFilter,
  type AuditQuery,
  type Page,
} from '@reprise/contracts';
import { sql } from 'kysely';
import { z } from 'zod';
import { AuditEntity, JobEntity } from '../../entities/index.ts';
import { rowsOf, UNMANAGED } from '../../entities/row.ts';
import type { ReadModel } from '../../read-model.ts';
import { snapshot } from '../../transaction.ts';
import { matchesAudit } from './audit-filter.ts';
import { effectsOf } from './audit-effects.ts';
import { decodeCursor, InvalidCursorError, pageOf } from '../cursor.ts';
import { historyEntry } from '../history.ts';

const Cursor = z.tuple([z.enum(['asc', 'desc']), z.int()]);

/** A page of the audit trail of all jobs, in the order of the log or against it. @throws InvalidCursorError */
export function listAudit(readModel: ReadModel, query: Omit<AuditQuery, 'min_seq'>): Promise<Page<AuditEntry>> {
  const { order, limit, cursor } = query;
  const [cursorOrder, after] = cursor === undefined ? [order, null] : decodeCursor(cursor, Cursor);
  if (cursorOrder !== order) throw new InvalidCursorError('This cursor belongs to a list in another order.');
  return snapshot(readModel, async (em) => {
    const [direction, beyond] = order === 'asc' ? [sql`asc`, sql`>`] : [sql`desc`, sql`<`];
    const rest = after === null ? sql`true` : sql`a.seq ${beyond} ${after}`;
    const first = sql`order by seq ${direction} limit ${limit + 1}`;
    const found = matchesAudit(query).map(
      (matches) => sql`(select a.seq from audit a where ${matches} and ${rest} ${first})`,
    );
    const { rows } = await sql<{ seq: string }>`
      select seq from (${sql.join(found, sql` union all `)}) found ${first}`.execute(em.getKysely());
    const seqs = rows.map(({ seq }) => Number(seq));
    const shown = seqs.slice(0, limit);
    const entries = rowsOf(await em.find(AuditEntity, { seq: { $in: shown } }, UNMANAGED));
    const jobIds = [...new Set(entries.flatMap(({ job_id }) => job_id ?? []))];
    const jobs = rowsOf(await em.find(JobEntity, { job_id: { $in: jobIds } }, UNMANAGED));
    const bySeq = new Map(entries.map((row) => [row.seq, row]));
    const byJob = new Map(jobs.map((job) => [job.job_id, job]));
    const effects = await effectsOf(em, entries);
    const entry = (seq: number): AuditEntry => {
      const row = bySeq.get(seq)!;
      const job = row.job_id === null ? undefined : byJob.get(row.job_id);
      return {
        ...historyEntry(row),
        ...{ event_id: row.event_id, kind: row.kind, job_id: row.job_id, queue: row.queue },
        sample_name: job?.sample_name ?? null,
        pipeline: job?.pipeline ?? null,
        command: AuditCommand.options.find((command) => commandEvents[command].includes(row.type)) ?? null,
        outcome: AuditOutcome.options.find((outcome) => outcomeEvents[outcome].includes(row.type)) ?? null,
        effects: effects.get(seq) ?? [],
        hash: row.hash.toString('hex'),
      };
    };
    return pageOf(seqs, limit, entry, (seq) => [order, seq]);
  });
}

/** All entries that a filter lets through, oldest first, read page by page: for exports of any length. */
export async function* exportAudit(readModel: ReadModel, filter: AuditFilter): AsyncGenerator<AuditEntry> {
  let cursor: string | undefined;
  do {
    const page = await listAudit(readModel, { ...filter, order: 'asc', limit: 1000, ...(cursor && { cursor }) });
    yield* page.items;
    cursor = page.next_cursor ?? undefined;
  } while (cursor);
}

/** The people and services that have entries, by name. */
export async function auditActors(readModel: ReadModel): Promise<string[]> {
  return snapshot(readModel, async (em) => {
    // Skips from one name to the next in the index, instead of reading every entry.
    const { rows } = await sql<{ actor: string }>`
      with recursive names as (
        (select actor from audit where actor is not null order by actor limit 1)
        union all
        select (select actor from audit where actor > names.actor order by actor limit 1) from names
        where names.actor is not null)
      select actor from names where actor is not null`.execute(em.getKysely());
    return rows.map(({ actor }) => actor);
  });
}
