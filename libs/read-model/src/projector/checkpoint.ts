import { idOf, type Checkpoint, type Header } from '@reprise/event-log';
import { sql, type Kysely } from 'kysely';
import { GENESIS } from '../chain/chain.ts';

/** Up to where the tables follow which log. */
export interface Position {
  readonly last_seq: number;
  /** `Head.created` of that log. */
  readonly stream_created: string;
  /** Entries of the audit up to here. */
  readonly count: number;
  /** Of the last of them, in hexadecimal. */
  readonly hash: string;
}

/** Before the first event of a log. */
export const startOf = (streamCreated: string): Position => ({
  ...{ last_seq: 0, stream_created: streamCreated },
  ...{ count: 0, hash: GENESIS },
});

/** The one reader of the log that these tables have; its row in `checkpoint`. */
const NAME = 'projector';

/** Somebody else moved the checkpoint: these tables are not, or no longer, ours to write. */
export class FencedError extends Error {
  override readonly name = 'FencedError';
  readonly code = 'FENCED';
}

/** Null while nothing was ever projected. */
export async function readPosition(db: Kysely<unknown>): Promise<Position | null> {
  const { rows } = await sql<{ last_seq: string; stream_created: string; count: string; hash: Buffer }>`
    select last_seq, stream_created, count, hash from checkpoint where name = ${NAME}`.execute(db);
  const row = rows[0];
  if (!row) return null;
  const { last_seq, stream_created, count, hash } = row;
  return { last_seq: Number(last_seq), stream_created, count: Number(count), hash: hash.toString('hex') };
}

/** The position as the log knows it, with the event there as the audit kept it. Null while nothing was ever projected. */
export async function readCheckpoint(db: Kysely<unknown>): Promise<Checkpoint | null> {
  const { rows } = await sql<{ last_seq: string; stream_created: string; headers: Header[] | null }>`
    select last_seq, stream_created, headers from checkpoint left join audit on seq = last_seq
    where name = ${NAME}`.execute(db);
  const row = rows[0];
  if (!row) return null;
  return { created: row.stream_created, seq: Number(row.last_seq), event_id: idOf(row.headers ?? []) };
}

/** Writes down which log is followed, from its start. Nothing where there is a position already. */
export async function startPosition(db: Kysely<unknown>, streamCreated: string): Promise<void> {
  await sql`insert into checkpoint (name, last_seq, stream_created) values (${NAME}, 0, ${streamCreated})
    on conflict (name) do nothing`.execute(db);
}

/** @throws FencedError where the position is no longer `from` */
export async function movePosition(db: Kysely<unknown>, from: Position, to: Position): Promise<void> {
  const { numAffectedRows } = await sql`
    update checkpoint set last_seq = ${to.last_seq}, count = ${to.count}, hash = ${Buffer.from(to.hash, 'hex')}
    where name = ${NAME} and last_seq = ${from.last_seq} and stream_created = ${from.stream_created}
      and count = ${from.count} and hash = ${Buffer.from(from.hash, 'hex')}`.execute(db);
  if (numAffectedRows !== 1n)
    throw new FencedError(`The checkpoint is no longer what it was at event ${String(from.last_seq)}`);
}
