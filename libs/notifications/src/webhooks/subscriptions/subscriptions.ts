import {
  ACCOUNT_SCHEME,
  GONE,
  type MessagePer,
  type QuietHours,
  type WebhookChange,
  type WebhookFilter,
  type WebhookTry,
} from '../../contract/index.ts';
import { inTransaction, isoTime, type ReadModel } from '@reprise/read-model';
import { sql, type Kysely, type Selectable } from 'kysely';
import { webhooks, webhooksOf, type WebhookDatabase } from '../database.ts';
import { recordChange } from './changes.ts';
import type { SealedSecret } from '../sealed-secret.ts';

/** Settings of a subscription that a user chooses. */
interface Settings {
  readonly url: string;
  readonly description: string;
  readonly event_types: readonly string[];
  readonly filter: WebhookFilter;
  readonly one_message_per: MessagePer;
  readonly quiet_hours: QuietHours | null;
}

export interface SubscriptionRow extends Settings {
  readonly webhook_id: string;
  /** The current secret first. */
  readonly secrets: readonly SealedSecret[];
  /** Id of the request that created it, for idempotency. */
  readonly request_id: string;
  readonly created_at: string;
  readonly created_by: string;
  readonly changed_at: string;
  /** Sequence up to which events were checked. */
  readonly last_seq: number;
  /** `Head.created` of the log of `last_seq`. */
  readonly stream_created: string;
  readonly disabled_at: string | null;
  readonly disabled_why: string | null;
  readonly failing_since: string | null;
  readonly last_success_at: string | null;
  readonly last_try: Omit<WebhookTry, 'url' | 'response_body'> | null;
  /** Number of pending deliveries. */
  readonly pending: number;
}

type NewSubscription = Omit<
  SubscriptionRow,
  'disabled_at' | 'disabled_why' | 'failing_since' | 'last_success_at' | 'last_try' | 'pending'
>;

/** Inserts a subscription. Returns false if the id already exists. */
export const insertSubscription = (
  readModel: ReadModel,
  row: NewSubscription,
  change: WebhookChange,
): Promise<boolean> =>
  inTransaction(readModel, async (em) => {
    const db = webhooksOf(em);
    const { numInsertedOrUpdatedRows } = await db
      .insertInto('subscription')
      .values({
        ...row,
        filter: JSON.stringify(row.filter),
        secrets: JSON.stringify(row.secrets),
        quiet_hours: row.quiet_hours && JSON.stringify(row.quiet_hours),
      })
      .onConflict((conflict) => conflict.column('webhook_id').doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows !== 1n) return false;
    await recordChange(db, change);
    return true;
  });

/** Returns all subscriptions, the oldest first. */
export async function listSubscriptions(readModel: ReadModel): Promise<SubscriptionRow[]> {
  const rows = await selectFrom(webhooks(readModel)).orderBy('created_at').orderBy('webhook_id').execute();
  return rows.map(rowOf);
}

/** Returns the subscriptions whose address is an account. */
export async function listAccountSubscriptions(readModel: ReadModel): Promise<SubscriptionRow[]> {
  const rows = await selectFrom(webhooks(readModel)).where('url', 'like', `${ACCOUNT_SCHEME}%`).execute();
  return rows.map(rowOf);
}

export const findSubscription = (readModel: ReadModel, webhookId: string): Promise<SubscriptionRow | null> =>
  find(webhooks(readModel), webhookId);

/** Changes of a subscription. Absent fields are unchanged. */
export type SubscriptionChange = Partial<Settings> & {
  readonly changed_at: string;
  readonly secrets?: readonly SealedSecret[];
  /** `null` enables it and clears earlier failures. */
  readonly disabled?: { readonly at: string; readonly why: string } | null;
};

/** Changes a subscription as `decide` determines, with its row locked. Returns null if it does not exist. */
export const changeSubscription = (
  readModel: ReadModel,
  webhookId: string,
  decide: (now: SubscriptionRow) => { set: SubscriptionChange; change: WebhookChange } | null,
): Promise<SubscriptionRow | null> =>
  inTransaction(readModel, async (em) => {
    const db = webhooksOf(em);
    await db.selectFrom('subscription').select('webhook_id').where('webhook_id', '=', webhookId).forUpdate().execute();
    const before = await find(db, webhookId);
    const decided = before && decide(before);
    if (!decided) return before;
    const { filter, secrets, quiet_hours, disabled, ...columns } = decided.set;
    await db
      .updateTable('subscription')
      .set({
        ...columns,
        ...(filter && { filter: JSON.stringify(filter) }),
        ...(secrets && { secrets: JSON.stringify(secrets) }),
        ...(quiet_hours !== undefined && { quiet_hours: quiet_hours && JSON.stringify(quiet_hours) }),
        ...(disabled && { disabled_at: disabled.at, disabled_why: disabled.why }),
        ...(disabled === null && { disabled_at: null, disabled_why: null, failing_since: null }),
      })
      .where('webhook_id', '=', webhookId)
      .execute();
    if (disabled === null) await restartGone(db, webhookId);
    await recordChange(db, decided.change);
    return find(db, webhookId);
  });

/** Gives the deliveries whose last try got 410 Gone all their tries again. */
async function restartGone(db: Kysely<WebhookDatabase>, webhookId: string): Promise<void> {
  await db
    .updateTable('delivery')
    .set({ tries: 0, first_try_at: null })
    .where('webhook_id', '=', webhookId)
    .where('status', '=', 'pending')
    .where(sql<string>`history->-1->>'response_status'`, '=', String(GONE))
    .execute();
}

/** Deletes a subscription and its deliveries. Returns false if it does not exist. */
export const deleteSubscription = (readModel: ReadModel, webhookId: string, change: WebhookChange): Promise<boolean> =>
  inTransaction(readModel, async (em) => {
    const db = webhooksOf(em);
    const { numDeletedRows } = await db
      .deleteFrom('subscription')
      .where('webhook_id', '=', webhookId)
      .executeTakeFirst();
    if (numDeletedRows !== 1n) return false;
    await recordChange(db, change);
    return true;
  });

const selectFrom = (db: Kysely<WebhookDatabase>) =>
  db
    .selectFrom('subscription')
    .selectAll('subscription')
    .select((subscription) =>
      subscription
        .selectFrom('delivery')
        .select(({ fn }) => fn.countAll<string>().as('pending'))
        .whereRef('delivery.webhook_id', '=', 'subscription.webhook_id')
        .where('delivery.status', '=', 'pending')
        .as('pending'),
    );

async function find(db: Kysely<WebhookDatabase>, webhookId: string): Promise<SubscriptionRow | null> {
  const row = await selectFrom(db).where('subscription.webhook_id', '=', webhookId).executeTakeFirst();
  return row ? rowOf(row) : null;
}

type Raw = Selectable<WebhookDatabase['subscription']> & { readonly pending: string | null };

const rowOf = (raw: Raw): SubscriptionRow => ({
  ...raw,
  created_at: isoTime(raw.created_at),
  changed_at: isoTime(raw.changed_at),
  disabled_at: raw.disabled_at && isoTime(raw.disabled_at),
  failing_since: raw.failing_since && isoTime(raw.failing_since),
  last_success_at: raw.last_success_at && isoTime(raw.last_success_at),
  last_seq: Number(raw.last_seq),
  pending: Number(raw.pending),
});
