import type { Page, WebhookChange, WebhookDeliveryStatus, WebhookTry } from '@reprise/contracts';
import { sql } from 'kysely';
import { z } from 'zod';
import {
  decodeCursor,
  inTransaction,
  isoTime,
  limitOf,
  pageOf,
  type PageQuery,
  type ReadModel,
} from '@reprise/read-model';
import { recordChange } from '../subscriptions/changes.ts';
import type { Claimed } from './claim.ts';
import { database, table } from '../tables.ts';

export interface DeliveryRow {
  readonly delivery_id: string;
  readonly webhook_id: string;
  /** Null for a test. */
  readonly event_id: string | null;
  readonly seq: number | null;
  readonly event_type: string;
  readonly job_id: string | null;
  readonly sample_name: string | null;
  readonly body: string;
  readonly status: WebhookDeliveryStatus;
  readonly created_at: string;
  readonly tries: number;
  readonly next_try_at: string | null;
  readonly ended_at: string | null;
  /** The newest last. */
  readonly history: readonly WebhookTry[];
}

const COLUMNS = sql`n, delivery_id, webhook_id, event_id, seq, event_type, job_id, sample_name, body, status, created_at,
  tries, next_try_at, ended_at, history`;

interface DeliveryQuery extends PageQuery {
  readonly status?: WebhookDeliveryStatus | undefined;
}

/** The deliveries of a subscription, newest first. @throws InvalidCursorError */
export async function listDeliveries(
  readModel: ReadModel,
  webhookId: string,
  query: DeliveryQuery,
): Promise<Page<DeliveryRow>> {
  const limit = limitOf(query);
  const [before] = query.cursor ? decodeCursor(query.cursor, z.tuple([z.string().regex(/^\d{1,18}$/)])) : [null];
  const status = query.status ?? null;
  const { rows } = await sql<Raw>`select ${COLUMNS} from ${table('delivery')}
    where webhook_id = ${webhookId} and (${before}::bigint is null or n < ${before}::bigint)
      and (${status}::text is null or status = ${status})
    order by n desc limit ${limit + 1}`.execute(database(readModel));
  return pageOf(rows, limit, rowOf, ({ n }) => [n]);
}

/** Those of every subscription that are not over, also where it is disabled. */
export async function countPendingDeliveries(readModel: ReadModel): Promise<number> {
  const { rows } = await sql<{ pending: number }>`select count(*)::int as pending from ${table('delivery')}
    where status = 'pending'`.execute(database(readModel));
  return rows[0]?.pending ?? 0;
}

export async function findDelivery(
  readModel: ReadModel,
  webhookId: string,
  deliveryId: string,
): Promise<DeliveryRow | null> {
  const { rows } = await sql<Raw>`select ${COLUMNS} from ${table('delivery')}
    where webhook_id = ${webhookId} and delivery_id = ${deliveryId}`.execute(database(readModel));
  return rows[0] ? rowOf(rows[0]) : null;
}

/**
 * Plans a delivery anew, from its first try on and at once, however it ended; what comes of a try that is under way counts
 * no more. Null where there is none.
 */
export const replayDelivery = (
  readModel: ReadModel,
  deliveryId: string,
  change: WebhookChange,
): Promise<DeliveryRow | null> =>
  inTransaction(readModel, async (em) => {
    const db = em.getKysely<unknown>();
    const { rows } = await sql<Raw>`update ${table('delivery')}
      set status = 'pending', tries = 0, first_try_at = null, next_try_at = ${change.at}, ended_at = null,
        lease = null, leased_until = null
      where webhook_id = ${change.webhook_id} and delivery_id = ${deliveryId} returning ${COLUMNS}`.execute(db);
    if (!rows[0]) return null;
    await recordChange(db, change);
    return rowOf(rows[0]);
  });

interface NewTest {
  readonly delivery_id: string;
  readonly event_type: string;
  readonly body: string;
  readonly lease: string;
  readonly until: string;
}

/** Makes a test delivery, claimed by who makes it. */
export const insertTest = (
  readModel: ReadModel,
  { delivery_id, event_type, body, lease, until }: NewTest,
  change: WebhookChange,
): Promise<Claimed> =>
  inTransaction(readModel, async (em) => {
    const db = em.getKysely<unknown>();
    await sql`insert into ${table('delivery')} (delivery_id, webhook_id, event_type, body, status, created_at,
        next_try_at, lease, leased_until)
      values (${delivery_id}, ${change.webhook_id}, ${event_type}, ${body}, 'pending', ${change.at}, ${change.at},
        ${lease}, ${until})`.execute(db);
    await recordChange(db, change);
    return { delivery_id, lease, body, tries: 0, first_try_at: null, is_test: true };
  });

type Raw = Omit<DeliveryRow, 'seq' | 'history'> & {
  readonly n: string;
  readonly seq: string | null;
  readonly history: readonly (Omit<WebhookTry, 'url'> & Partial<WebhookTry>)[];
};

const rowOf = ({ n: _, ...raw }: Raw): DeliveryRow => ({
  ...raw,
  seq: raw.seq === null ? null : Number(raw.seq),
  created_at: isoTime(raw.created_at),
  next_try_at: raw.next_try_at && isoTime(raw.next_try_at),
  ended_at: raw.ended_at && isoTime(raw.ended_at),
  // Earlier tries were kept without.
  history: raw.history.map((one) => ({ ...one, url: one.url ?? null })),
});
