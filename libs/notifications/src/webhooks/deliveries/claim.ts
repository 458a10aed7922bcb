import type { QuietHours, WebhookChange, WebhookDeliveryStatus, WebhookTry } from '../../contract/index.ts';
import { inTransaction, isoTime, type ReadModel } from '@reprise/read-model';
import { sql, type ExpressionBuilder, type Kysely } from 'kysely';
import { webhooks, webhooksOf, type WebhookDatabase } from '../database.ts';
import { recordChange } from '../subscriptions/changes.ts';

/** A delivery that its claimant may try until the lease ends. */
export interface Claimed {
  readonly delivery_id: string;
  readonly lease: string;
  readonly body: string;
  /** Number of tries since its creation or last replay. */
  readonly tries: number;
  /** Time of the first of these tries; null if there is none yet. */
  readonly first_try_at: string | null;
  readonly is_test: boolean;
}

/** Maximum number of tries listed per delivery. */
const MOST_HISTORY = 30;

const isDue = (now: string) => (delivery: ExpressionBuilder<WebhookDatabase, 'delivery'>) =>
  delivery.and([
    delivery('delivery.status', '=', 'pending'),
    // Without a try, it is due at any time: the clock of the gateway that created it may have been ahead.
    delivery.or([delivery('delivery.tries', '=', 0), delivery('delivery.next_try_at', '<=', now)]),
    delivery.or([delivery('delivery.leased_until', 'is', null), delivery('delivery.leased_until', '<=', now)]),
  ]);

/** A subscription with pending deliveries, and whether one of them is due. */
export interface Waiting {
  readonly webhook_id: string;
  readonly is_due: boolean;
  readonly quiet_hours: QuietHours | null;
}

/** Returns the enabled subscriptions that have something to send, now or later. */
export async function waitingWebhooks(readModel: ReadModel, now: string): Promise<Waiting[]> {
  const rows = await webhooks(readModel)
    .selectFrom('subscription')
    .select(['webhook_id', 'quiet_hours'])
    .select((subscription) => subscription.exists(pendingOf(subscription).where(isDue(now))).as('is_due'))
    .where('disabled_at', 'is', null)
    .where((subscription) => subscription.exists(pendingOf(subscription)))
    .execute();
  return rows.map(({ is_due, ...row }) => ({ ...row, is_due: is_due === true }));
}

const pendingOf = (subscription: ExpressionBuilder<WebhookDatabase, 'subscription'>) =>
  subscription
    .selectFrom('delivery')
    .select('delivery.n')
    .whereRef('delivery.webhook_id', '=', 'subscription.webhook_id')
    .where('delivery.status', '=', 'pending');

/**
 * Claims up to `limit` deliveries of a subscription exclusively until the lease ends. Claims none if the subscription
 * is disabled.
 */
export async function claimDue(
  readModel: ReadModel,
  webhookId: string,
  { now, until, limit }: { readonly now: string; readonly until: string; readonly limit: number },
): Promise<Claimed[]> {
  const rows = await webhooks(readModel)
    // A plain subquery may run once per updated row, and could then exceed `limit`.
    .with(
      (due) => due('due').materialized(),
      (database) =>
        database
          .selectFrom('delivery')
          .select('delivery.n')
          .where('delivery.webhook_id', '=', webhookId)
          .where(isDue(now))
          .where((delivery) =>
            delivery.exists(
              delivery
                .selectFrom('subscription')
                .select('subscription.webhook_id')
                .where('subscription.webhook_id', '=', webhookId)
                .where('subscription.disabled_at', 'is', null),
            ),
          )
          .orderBy('delivery.next_try_at')
          .orderBy('delivery.n')
          .limit(limit)
          .forUpdate()
          .skipLocked(),
    )
    .updateTable('delivery')
    .set({ lease: sql<string>`gen_random_uuid()`, leased_until: until })
    .where('n', 'in', (delivery) => delivery.selectFrom('due').select('due.n'))
    .returning(['delivery_id', 'lease', 'body', 'tries', 'first_try_at', 'event_id'])
    .execute();
  return rows.map(({ lease, first_try_at, event_id, ...row }) => ({
    ...row,
    lease: lease!,
    first_try_at: first_try_at && isoTime(first_try_at),
    is_test: event_id === null,
  }));
}

/** Releases a claimed delivery without a try. */
export async function releaseDelivery(readModel: ReadModel, { delivery_id, lease }: Claimed): Promise<void> {
  await webhooks(readModel)
    .updateTable('delivery')
    .set({ lease: null, leased_until: null })
    .where('delivery_id', '=', delivery_id)
    .where('lease', '=', lease)
    .execute();
}

/** The outcome of a try, with its effect on the delivery and the subscription. */
export interface Settlement {
  readonly status: WebhookDeliveryStatus;
  readonly next_try_at: string | null;
  /** Whether to disable the subscription: at once, or if nothing has been delivered since the first try. */
  readonly disable: 'at_once' | 'if_nothing_got_through' | null;
}

/**
 * Records a try and its effect on the subscription. Returns whether it was recorded (it is not if the lease had ended
 * and another worker claimed the delivery), and whether it disabled the subscription.
 */
export const settleDelivery = (
  readModel: ReadModel,
  claimed: Claimed,
  done: WebhookTry,
  settlement: Settlement,
  disabling: WebhookChange,
): Promise<{ written: boolean; disabled: boolean }> =>
  inTransaction(readModel, async (em) => {
    const db = webhooksOf(em);
    const written = await recordTry(db, claimed, done, settlement);
    if (!written || claimed.is_test) return { written, disabled: false };
    await recordLastTry(db, disabling.webhook_id, done, settlement.status === 'delivered');
    if (settlement.disable === null) return { written, disabled: false };
    const since = settlement.disable === 'at_once' ? null : (claimed.first_try_at ?? done.at);
    const disabled = await disableUnlessDelivered(db, disabling, done.at, since);
    if (disabled) await recordChange(db, disabling);
    return { written, disabled };
  });

async function recordTry(
  db: Kysely<WebhookDatabase>,
  { delivery_id, lease }: Claimed,
  done: WebhookTry,
  { status, next_try_at }: Settlement,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('delivery')
    .set({
      status,
      next_try_at,
      tries: sql<number>`tries + 1`,
      first_try_at: sql<string>`coalesce(first_try_at, ${done.at})`,
      ended_at: status === 'pending' ? null : done.at,
      lease: null,
      leased_until: null,
      history: sql<string>`(case when jsonb_array_length(history) >= ${MOST_HISTORY}::int then history - 0 else history end)
        || ${JSON.stringify([done])}::jsonb`,
    })
    .where('delivery_id', '=', delivery_id)
    .where('lease', '=', lease)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

async function recordLastTry(
  db: Kysely<WebhookDatabase>,
  webhookId: string,
  { url: _, response_body: __, ...last }: WebhookTry,
  delivered: boolean,
): Promise<void> {
  await db
    .updateTable('subscription')
    .set({
      last_try: JSON.stringify(last),
      failing_since: delivered ? null : sql<string>`coalesce(failing_since, ${last.at})`,
      ...(delivered && { last_success_at: last.at }),
    })
    .where('webhook_id', '=', webhookId)
    .execute();
}

/** @param since disables only if nothing has been delivered since; null disables in any case */
async function disableUnlessDelivered(
  db: Kysely<WebhookDatabase>,
  { webhook_id, detail }: WebhookChange,
  at: string,
  since: string | null,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('subscription')
    .set({ disabled_at: at, disabled_why: String(detail['why']) })
    .where('webhook_id', '=', webhook_id)
    .where('disabled_at', 'is', null)
    .$if(since !== null, (update) =>
      update.where((last) => last.or([last('last_success_at', 'is', null), last('last_success_at', '<', since)])),
    )
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
