import type { EntityManager } from '@mikro-orm/postgresql';
import type { LogEntry } from '@reprise/event-log';
import { sql } from 'kysely';
import { addActivity } from '../activity/add-activity.ts';
import { countActivity, type ActivityCounts } from '../activity/count-activity.ts';
import { databaseOf } from '../database.ts';
import { chainBytes } from '../chain/chain.ts';
import {
  AttemptEntity,
  AuditEntity,
  ClassificationEntity,
  JobEntity,
  QueueEntity,
  QuarantinedEntity,
  SignatureEntity,
  TaskEntity,
} from '../entities/index.ts';
import { lockInTransaction } from '../locks.ts';
import type { ReadModel } from '../read-model.ts';
import { inTransaction } from '../transaction.ts';
import { auditRow } from '../rows/audit-row.ts';
import { movePosition, type Position } from './checkpoint.ts';
import { foldBatch } from '../fold/fold-batch.ts';
import { classificationRows } from '../fold/classification-rows.ts';
import { signatureRows } from '../fold/signature-rows.ts';
import { loadRows } from '../rows/load-rows.ts';
import { markRepeats } from '../rows/mark-repeats.ts';
import { isDataError, quarantined } from '../rows/quarantined.ts';
import { writeRows } from '../rows/write-rows.ts';

/** The channel on which every commit is announced. */
export const channelOf = (schema: string): string => `reprise_${schema}`;

/**
 * Writes a batch of the log in one transaction: audit entries, folded rows and checkpoint, all or nothing. Entries at
 * or before the position are skipped. An entry that cannot be applied is quarantined. Returns the new position.
 * @throws FencedError if another writer moved the checkpoint; nothing was written
 */
export async function writeBatch(
  readModel: ReadModel,
  position: Position,
  entries: readonly LogEntry[],
): Promise<Position> {
  const fresh = entries.filter((entry) => entry.seq > position.last_seq);
  try {
    return await writeFresh(readModel, position, fresh);
  } catch (error) {
    if (!isDataError(error)) throw error;
    return writeApart(readModel, position, fresh, error);
  }
}

/**
 * Writes a batch that the database rejects. Bisects it until the rejected entry is alone, and quarantines that entry.
 */
async function writeApart(
  readModel: ReadModel,
  position: Position,
  entries: readonly LogEntry[],
  error: unknown,
): Promise<Position> {
  const [first] = entries;
  if (entries.length === 1) {
    const reason = `refused by the database: ${error instanceof Error ? error.message : String(error)}`;
    return writeFresh(readModel, position, [quarantined(first!, reason)]);
  }
  const middle = Math.ceil(entries.length / 2);
  const reached = await writeBatch(readModel, position, entries.slice(0, middle));
  return writeBatch(readModel, reached, entries.slice(middle));
}

async function writeFresh(readModel: ReadModel, position: Position, fresh: readonly LogEntry[]): Promise<Position> {
  const last = fresh.at(-1);
  if (!last) return position;
  const hashes = chainBytes(position.hash, fresh);
  const reached = {
    ...position,
    last_seq: last.seq,
    count: position.count + fresh.length,
    hash: hashes.at(-1)!.toString('hex'),
  };
  await inTransaction(readModel, async (tx) => {
    const db = databaseOf(tx);
    await lockInTransaction(db, 'write', readModel.schema);
    await movePosition(db, position, reached);
    await writeEntries(tx, fresh, hashes);
    await sql`select pg_notify(${channelOf(readModel.schema)}, '')`.execute(db);
  });
  return reached;
}

async function writeEntries(tx: EntityManager, entries: readonly LogEntry[], hashes: readonly Buffer[]): Promise<void> {
  const rows = entries.map((entry, i) => ({ ...auditRow(entry), hash: hashes[i]! }));
  const audit = await markRepeats(databaseOf(tx), rows);
  const events = entries.flatMap(({ event }, i) => (event && audit[i]!.repeat_of === null ? [event] : []));
  const reasons = new Map<number, string>();
  const before = await loadRows(tx, events);
  const changed = foldBatch(before, events, (seq, reason) => reasons.set(seq, reason));
  if (reasons.size > 0) {
    // Without the quarantined entries, later ones may no longer be repetitions, and may be applied.
    const others = entries.map((entry) => {
      const reason = reasons.get(entry.seq);
      return reason === undefined ? entry : quarantined(entry, reason);
    });
    return writeEntries(tx, others, hashes);
  }
  const aside = entries.flatMap(({ seq, problem }) => (problem === null ? [] : [{ seq, reason: problem }]));
  await writeRows(tx, AuditEntity, audit);
  await writeRows(tx, QuarantinedEntity, aside);
  await writeRows(tx, ClassificationEntity, classificationRows(events));
  await writeRows(tx, SignatureEntity, signatureRows(events));
  await writeRows(tx, JobEntity, [...changed.jobs.values()]);
  await writeRows(tx, AttemptEntity, [...changed.attempts.values()]);
  await writeRows(tx, TaskEntity, [...changed.tasks.values()]);
  await writeRows(tx, QueueEntity, [...changed.queues.values()]);
  const counts: ActivityCounts = new Map();
  countActivity(counts, before.attempts, changed.attempts);
  await addActivity(tx, counts);
}
