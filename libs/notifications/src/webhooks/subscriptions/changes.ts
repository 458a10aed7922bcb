import type { Page } from '@reprise/contracts';
import type { WebhookChange } from '../../contract/index.ts';
import { decodeCursor, isoTime, limitOf, pageOf, type PageOptions, type ReadModel } from '@reprise/read-model';
import type { Kysely } from 'kysely';
import { z } from 'zod';
import { webhooks, type WebhookDatabase } from '../database.ts';

/** Records a change, in the transaction of the change itself if there is one. */
export async function recordChange(db: Kysely<WebhookDatabase>, change: WebhookChange): Promise<void> {
  const { at, actor, webhook_id, action, detail, correlation_id } = change;
  const row = { at, actor, webhook_id, action, detail: JSON.stringify(detail), correlation_id };
  await db.insertInto('change').values(row).execute();
}

/** Position of a page in a table numbered by `n`. */
export const NumberCursor = z.tuple([z.string().regex(/^\d{1,18}$/)]);

/** Returns the changes of all subscriptions, including deleted ones, the newest first. @throws InvalidCursorError */
export async function listChanges(readModel: ReadModel, query: PageOptions): Promise<Page<WebhookChange>> {
  const limit = limitOf(query);
  const [before] = query.cursor ? decodeCursor(query.cursor, NumberCursor) : [undefined];
  const rows = await webhooks(readModel)
    .selectFrom('change')
    .select(['n', 'at', 'actor', 'webhook_id', 'action', 'detail', 'correlation_id'])
    .$if(before !== undefined, (changes) => changes.where('n', '<', before!))
    .orderBy('n', 'desc')
    .limit(limit + 1)
    .execute();
  return pageOf(
    rows,
    limit,
    ({ n: _, at, ...row }) => ({ at: isoTime(at), ...row }),
    ({ n }) => [n],
  );
}
