import type { Page } from '@reprise/contracts';
import type { WebhookChange, WebhookDeliveryStatus, WebhookTry } from '../../contract/index.ts';
import {
  decodeCursor,
  inTransaction,
  isoTime,
  limitOf,
  pageOf,
  type PageOptions,
  type ReadModel,
} from '@reprise/read-model';
import type { Selectable } from 'kysely';
import { webhooks, webhooksOf, type WebhookDatabase } from '../database.ts';
import { NumberCursor, recordChange } from '../subscriptions/changes.ts';
import type { Claimed } from './claim.ts';

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
  /** Newest last. */
  readonly history: readonly WebhookTry[];
}

const COLUMNS = [
  ...(['n', 'delivery_id', 'webhook_id', 'event_id', 'seq', 'event_type', 'job_id', 'sample_name', 'body'] as const),
  ...(['status', 'created_at', 'tries', 'next_try_at', 'ended_at', 'history'] as const),
] as const;

interface DeliveryQuery extends PageOptions {
  readonly status?: WebhookDeliveryStatus | undefined;
}

/** Returns the deliveries of a subscription, newest first. @throws InvalidCursorError */
export async function listDeliveries(
  readModel: ReadModel,
  webhookId: string,
  query: DeliveryQuery,
): Promise<Page<DeliveryRow>> {
  const limit = limitOf(query);
  const [before] = query.cursor ? decodeCursor(query.cursor, NumberCursor) : [undefined];
  const { status } = query;
  const rows = await webhooks(readModel)
    .selectFrom('delivery')
    .select(COLUMNS)
    .where('webhook_id', '=', webhookId)
    .$if(before !== undefined, (deliveries) => deliveries.where('n', '<', before!))
    .$if(status !== undefined, (deliveries) => deliveries.where('status', '=', status!))
    .orderBy('n', 'desc')
    .limit(limit + 1)
    .execute();
  return pageOf(rows, limit, rowOf, ({ n }) => [n]);
}

/** Returns the number of pending deliveries of all subscriptions, including disabled ones. */
export async function countPendingDeliveries(readModel: ReadModel): Promise<number> {
  const { pending } = await webhooks(readModel)
    .selectFrom('delivery')
    .select(({ fn }) => fn.countAll<string>().as('pending'))
    .where('status', '=', 'pending')
    .executeTakeFirstOrThrow();
  return Number(pending);
}

export async function findDelivery(
  readModel: ReadModel,
  webhookId: string,
  deliveryId: string,
): Promise<DeliveryRow | null> {
  const row = await webhooks(readModel)
    .selectFrom('delivery')
    .select(COLUMNS)
    .where('webhook_id', '=', webhookId)
    .where('delivery_id', '=', deliveryId)
    .executeTakeFirst();
  return row ? rowOf(row) : null;
}

/**
 * Schedules a delivery again, at once and starting with its first try, even if it has ended. The outcome of a try that
 * is running no longer counts. Returns null if it does not exist.
 * @param body replaces the stored body
 */
export const replayDelivery = (
  readModel: ReadModel,
  deliveryId: string,
  change: WebhookChange,
  body?: string,
): Promise<DeliveryRow | null> =>
  inTransaction(readModel, async (em) => {
    const db = webhooksOf(em);
    const afresh = { status: 'pending', tries: 0, first_try_at: null, next_try_at: change.at, ended_at: null } as const;
    const row = await db
      .updateTable('delivery')
      .set({ ...afresh, lease: null, leased_until: null, ...(body !== undefined && { body }) })
      .where('webhook_id', '=', change.webhook_id)
      .where('delivery_id', '=', deliveryId)
      .returning(COLUMNS)
      .executeTakeFirst();
    if (!row) return null;
    await recordChange(db, change);
    return rowOf(row);
  });

interface NewTest {
  readonly delivery_id: string;
  readonly event_type: string;
  readonly body: string;
  readonly lease: string;
  readonly until: string;
}

/** Inserts a test delivery that is already claimed. */
export const insertTest = (
  readModel: ReadModel,
  { delivery_id, event_type, body, lease, until }: NewTest,
  change: WebhookChange,
): Promise<Claimed> =>
  inTransaction(readModel, async (em) => {
    const db = webhooksOf(em);
    const { webhook_id, at } = change;
    const row = {
      delivery_id,
      webhook_id,
      event_type,
      body,
      status: 'pending',
      created_at: at,
      next_try_at: at,
    } as const;
    await db
      .insertInto('delivery')
      .values({ ...row, lease, leased_until: until })
      .execute();
    await recordChange(db, change);
    return { delivery_id, lease, body, tries: 0, first_try_at: null, is_test: true };
  });

type Raw = Pick<Selectable<WebhookDatabase['delivery']>, (typeof COLUMNS)[number]>;

const rowOf = ({ n: _, ...raw }: Raw): DeliveryRow => ({
  ...raw,
  seq: raw.seq === null ? null : Number(raw.seq),
  created_at: isoTime(raw.created_at),
  next_try_at: raw.next_try_at && isoTime(raw.next_try_at),
  ended_at: raw.ended_at && isoTime(raw.ended_at),
  history: raw.history.map((one) => ({ ...one, url: one.url ?? null })),
});
