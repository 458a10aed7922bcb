import type { Page, SetAsideEntry } from '@reprise/contracts';
import { sql } from 'kysely';
import { z } from 'zod';
import { isoTime } from '../../entities/iso-time.ts';
import { fork, type ReadModel } from '../../read-model.ts';
import { decodeCursor, limitOf, pageOf, type PageOptions } from '../cursor.ts';

interface Found {
  readonly seq: string;
  readonly reason: string;
  readonly subject: string;
  readonly stored_at: string;
  readonly bytes: number;
}

/** Returns the events that were not applied, the newest first. @throws InvalidCursorError */
export async function listSetAside(readModel: ReadModel, query: PageOptions = {}): Promise<Page<SetAsideEntry>> {
  const limit = limitOf(query);
  const [before] = query.cursor === undefined ? [null] : decodeCursor(query.cursor, z.tuple([z.int()]));
  const rest = before === null ? sql`true` : sql`s.seq < ${before}`;
  const { rows } = await sql<Found>`
    select s.seq, s.reason, a.stream_subject as subject, a.stored_at, octet_length(a.payload) as bytes
    from set_aside s join audit a on a.seq = s.seq where ${rest} order by s.seq desc limit ${limit + 1}`.execute(
    fork(readModel).getKysely<unknown>(),
  );
  const entryOf = ({ seq, stored_at, ...row }: Found): SetAsideEntry => ({
    ...{ seq: Number(seq), stored_at: isoTime(stored_at) },
    ...row,
  });
  return pageOf(rows, limit, entryOf, ({ seq }) => [Number(seq)]);
}

/** Returns how many events were not applied. */
export async function countSetAside(readModel: ReadModel): Promise<number> {
  const { rows } = await sql<{ count: string }>`select count(*) as count from set_aside`.execute(
    fork(readModel).getKysely<unknown>(),
  );
  return Number(rows[0]!.count);
}

/** Returns the data of an event that was not applied, as they are stored; null where there is no such event. */
export async function readSetAside(readModel: ReadModel, seq: number): Promise<Uint8Array | null> {
  const { rows } = await sql<{ payload: Buffer }>`
    select a.payload from set_aside s join audit a on a.seq = s.seq where s.seq = ${seq}`.execute(
    fork(readModel).getKysely<unknown>(),
  );
  return rows[0]?.payload ?? null;
}
