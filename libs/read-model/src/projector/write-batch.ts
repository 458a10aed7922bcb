import type { EntityManager } from '@mikro-orm/postgresql';
import type { LogEntry } from '@reprise/event-log';
import { sql } from 'kysely';
import { databaseOf } from '../database.ts';
import { chain } from '../chain/chain.ts';
import { AttemptEntity, AuditEntity, JobEntity, QueueEntity, TaskEntity } from '../entities/index.ts';
import { lockInTransaction } from '../locks.ts';
import type { ReadModel } from '../read-model.ts';
import { inTransaction } from '../transaction.ts';
import { auditRow } from '../rows/audit-row.ts';
import { movePosition, type Position } from './checkpoint.ts';
import { foldBatch } from '../fold/fold-batch.ts';
import { loadRows } from '../rows/load-rows.ts';
import { markRepeats } from '../rows/mark-repeats.ts';
import { writeRows } from '../rows/write-rows.ts';

/** The channel that announces every commit. */
export const channelOf = (schema: string): string => `reprise_${schema}`;

/**
 * Writes a batch of the log in one transaction: audit, folded rows and checkpoint, all or nothing. Entries at or before
 * the position were written before and are left out. Returns the new position.
 * @throws FencedError another writer moved the checkpoint; nothing was written
 */
export async function writeBatch(
  readModel: ReadModel,
  position: Position,
  entries: readonly LogEntry[],
): Promise<Position> {
  const fresh = entries.filter((entry) => entry.seq > position.last_seq);
  const last = fresh.at(-1);
  if (!last) return position;
  const hashes = chain(position.hash, fresh);
  const reached = { ...position, last_seq: last.seq, count: position.count + fresh.length, hash: hashes.at(-1)! };
  await inTransaction(readModel, async (tx) => {
    const db = databaseOf(tx);
    await lockInTransaction(db, 'write', readModel.schema);
    await movePosition(db, position, reached);
    await writeEntries(tx, fresh, hashes);
    await sql`select pg_notify(${channelOf(readModel.schema)}, '')`.execute(db);
  });
  return reached;
}

async function writeEntries(tx: EntityManager, entries: readonly LogEntry[], hashes: readonly string[]): Promise<void> {
  const rows = entries.map((entry, i) => ({ ...auditRow(entry), hash: Buffer.from(hashes[i]!, 'hex') }));
  const audit = await markRepeats(databaseOf(tx), rows);
  const events = entries.flatMap(({ event }, i) => (event && audit[i]!.repeat_of === null ? [event] : []));
  const changed = foldBatch(await loadRows(tx, events), events);
  await writeRows(tx, AuditEntity, audit);
  await writeRows(tx, JobEntity, [...changed.jobs.values()]);
  await writeRows(tx, AttemptEntity, [...changed.attempts.values()]);
  await writeRows(tx, TaskEntity, [...changed.tasks.values()]);
  await writeRows(tx, QueueEntity, [...changed.queues.values()]);
}
