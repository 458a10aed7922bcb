import type { Page, SetAsideEntry } from '@reprise/contracts';
import { sql } from 'kysely';
import { z } from 'zod';
import { databaseOf } from '../../database.ts';
import { fork, type ReadModel } from '../../read-model.ts';
import { decodeCursor, limitOf, pageOf, type PageOptions } from '../cursor.ts';

/** Returns the quarantined events, newest first. @throws InvalidCursorError */
export async function listQuarantined(readModel: ReadModel, query: PageOptions = {}): Promise<Page<SetAsideEntry>> {
  const limit = limitOf(query);
  const [before] = query.cursor === undefined ? [null] : decodeCursor(query.cursor, z.tuple([z.int()]));
  const rows = await databaseOf(fork(readModel))
    .selectFrom('set_aside')
    .innerJoin('audit', 'audit.seq', 'set_aside.seq')
    .select(['set_aside.seq', 'set_aside.reason', 'audit.stream_subject', 'audit.stored_at'])
    .select(sql<number>`octet_length(audit.payload)`.as('bytes'))
    .$if(before !== null, (all) => all.where('set_aside.seq', '<', before!))
    .orderBy('set_aside.seq', 'desc')
    .limit(limit + 1)
    .execute();
  const entryOf = ({ stream_subject: subject, ...row }: (typeof rows)[number]): SetAsideEntry => ({ ...row, subject });
  return pageOf(rows, limit, entryOf, ({ seq }) => [seq]);
}

/** Returns the number of quarantined events. */
export async function countQuarantined(readModel: ReadModel): Promise<number> {
  const { count } = await databaseOf(fork(readModel))
    .selectFrom('set_aside')
    .select(sql<number>`count(*)::int`.as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** Returns the stored data of a quarantined event; null if there is no such event. */
export async function readQuarantined(readModel: ReadModel, seq: number): Promise<Uint8Array | null> {
  const found = await databaseOf(fork(readModel))
    .selectFrom('set_aside')
    .innerJoin('audit', 'audit.seq', 'set_aside.seq')
    .select('audit.payload')
    .where('set_aside.seq', '=', seq)
    .executeTakeFirst();
  return found?.payload ?? null;
}
