import type { Page, WebhookChange } from '@reprise/contracts';
import { sql, type Kysely } from 'kysely';
import { z } from 'zod';
import { decodeCursor, isoTime, limitOf, pageOf, type PageQuery, type ReadModel } from '@reprise/read-model';
import { database, table } from '../tables.ts';

/** Keeps a change; in the transaction of the change itself where there is one. */
export async function recordChange(db: Kysely<unknown>, change: WebhookChange): Promise<void> {
  const { at, actor, webhook_id, action, detail, correlation_id } = change;
  await sql`insert into ${table('change')} (at, actor, webhook_id, action, detail, correlation_id)
    values (${at}, ${actor}, ${webhook_id}, ${action}, ${JSON.stringify(detail)}::jsonb, ${correlation_id})`.execute(
    db,
  );
}

type Row = WebhookChange & { readonly n: string };

/** All that was done to subscriptions, newest first; to deleted ones too. @throws InvalidCursorError */
export async function listChanges(readModel: ReadModel, query: PageQuery): Promise<Page<WebhookChange>> {
  const limit = limitOf(query);
  const [before] = query.cursor ? decodeCursor(query.cursor, z.tuple([z.string().regex(/^\d{1,18}$/)])) : [null];
  const { rows } = await sql<Row>`select n, at, actor, webhook_id, action, detail, correlation_id
    from ${table('change')} where ${before}::bigint is null or n < ${before}::bigint
    order by n desc limit ${limit + 1}`.execute(database(readModel));
  return pageOf(
    rows,
    limit,
    ({ n: _, at, ...row }) => ({ at: isoTime(at), ...row }),
    ({ n }) => [n],
  );
}
