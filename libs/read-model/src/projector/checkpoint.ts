import { idOf, type Checkpoint } from '@reprise/event-log';
import { CompiledQuery, type Kysely } from 'kysely';
import { GENESIS } from '../chain/chain.ts';
import type { Database } from '../database.ts';
import { PREPARED } from '../prepared-statements.ts';

/** Position of the tables in a log. */
export interface Position {
  readonly last_seq: number;
  /** `Head.created` of that log. */
  readonly stream_created: string;
  /** Last entry of the audit. */
  readonly count: number;
  /** Its hash, in hexadecimal. */
  readonly hash: string;
}

/** Position before the first event of a log. */
export const genesisPosition = (streamCreated: string): Position => ({
  last_seq: 0,
  stream_created: streamCreated,
  count: 0,
  hash: GENESIS,
});

/** Key of the only row of `checkpoint`. */
const NAME = 'projector';

/** Another writer moved the checkpoint, so this one must not write. */
export class FencedError extends Error {
  override readonly name = 'FencedError';
  readonly code = 'FENCED';
}

/** A row as returned by the driver, in which `bigint` is text. */
type PositionRow = Readonly<Record<'last_seq' | 'stream_created' | 'count' | 'hash', string>>;

/** Polled continuously, and Kysely would compile a query each time. */
const POSITION = `${PREPARED} select last_seq, stream_created, count, encode(hash, 'hex') as hash
  from "checkpoint" where name = '${NAME}'`;

/** Returns the position; null if nothing was projected yet. */
export async function readPosition(db: Kysely<Database>): Promise<Position | null> {
  const { rows } = await db.executeQuery<PositionRow>(CompiledQuery.raw(POSITION));
  const [row] = rows;
  return row ? { ...row, last_seq: Number(row.last_seq), count: Number(row.count) } : null;
}

/**
 * Returns the position and the id of the event there, which is compared with the log; null if nothing was projected
 * yet.
 */
export async function readCheckpoint(db: Kysely<Database>): Promise<Checkpoint | null> {
  const row = await db
    .selectFrom('checkpoint')
    .leftJoin('audit', 'audit.seq', 'checkpoint.last_seq')
    .select(['checkpoint.last_seq', 'checkpoint.stream_created', 'audit.headers'])
    .where('checkpoint.name', '=', NAME)
    .executeTakeFirst();
  return row ? { created: row.stream_created, seq: row.last_seq, event_id: idOf(row.headers ?? []) } : null;
}

/** Records which log is followed from its start. No-op if there is already a position. */
export async function startPosition(db: Kysely<Database>, streamCreated: string): Promise<void> {
  const { last_seq, count, hash } = genesisPosition(streamCreated);
  await db
    .insertInto('checkpoint')
    .values({ name: NAME, last_seq, stream_created: streamCreated, count, hash: Buffer.from(hash, 'hex') })
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
}

/**
 * Moves the checkpoint in the transaction of the batch.
 * @throws FencedError if the position is no longer `from`
 */
export async function movePosition(db: Kysely<Database>, from: Position, to: Position): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('checkpoint')
    .set({ last_seq: to.last_seq, count: to.count, hash: Buffer.from(to.hash, 'hex') })
    .where('name', '=', NAME)
    .where('last_seq', '=', from.last_seq)
    .where('stream_created', '=', from.stream_created)
    .where('count', '=', from.count)
    .where('hash', '=', Buffer.from(from.hash, 'hex'))
    .executeTakeFirst();
  if (numUpdatedRows !== 1n)
    throw new FencedError(`The checkpoint is no longer what it was at event ${String(from.last_seq)}`);
}

/**
 * Points the tables to a recreated stream with the same history.
 * @returns whether the checkpoint was still at `position`
 */
export async function followStream(db: Kysely<Database>, position: Position, created: string): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('checkpoint')
    .set({ stream_created: created })
    .where('last_seq', '=', position.last_seq)
    .where('stream_created', '=', position.stream_created)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
