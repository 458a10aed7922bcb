import { sql, type Kysely } from 'kysely';

/** Up to where the tables follow which log. */
export interface Position {
  readonly last_seq: number;
  /** `Head.created` of that log. */
  readonly stream_created: string;
}

/** The one reader of the log that these tables have; its row in `checkpoint`. */
const NAME = 'projector';

/** Somebody else moved the checkpoint: these tables are not, or no longer, ours to write. */
export class FencedError extends Error {
  override readonly name = 'FencedError';
  readonly code = 'FENCED';
}

/** Null while nothing was ever projected. */
export async function readPosition(db: Kysely<unknown>): Promise<Position | null> {
  const { rows } = await sql<{ last_seq: string; stream_created: string }>`
    select last_seq, stream_created from checkpoint where name = ${NAME}`.execute(db);
  const row = rows[0];
  return row ? { last_seq: Number(row.last_seq), stream_created: row.stream_created } : null;
}

/** Writes down which log is followed, from its start. Nothing where there is a position already. */
export async function startPosition(db: Kysely<unknown>, streamCreated: string): Promise<void> {
  await sql`insert into checkpoint (name, last_seq, stream_created) values (${NAME}, 0, ${streamCreated})
    on conflict (name) do nothing`.execute(db);
}

/** @throws FencedError where the position is no longer `from` */
export async function movePosition(db: Kysely<unknown>, from: Position, toSeq: number): Promise<void> {
  const { numAffectedRows } = await sql`update checkpoint set last_seq = ${toSeq}
    where name = ${NAME} and last_seq = ${from.last_seq} and stream_created = ${from.stream_created}`.execute(db);
  if (numAffectedRows !== 1n) throw new FencedError(`The checkpoint is no longer at ${String(from.last_seq)}`);
}
