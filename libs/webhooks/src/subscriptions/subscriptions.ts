import type { WebhookChange, WebhookFilter, WebhookTry } from '@reprise/contracts';
import { sql, type Kysely } from 'kysely';
import { inTransaction, isoTime, type ReadModel } from '@reprise/read-model';
import { recordChange } from './changes.ts';
import { database, table } from '../tables.ts';

/** A signing secret as it is stored: encrypted. `until` is when an earlier one stops to sign; null for the present one. */
export interface SealedSecret {
  readonly sealed: string;
  readonly until: string | null;
}

/** What a person decides about a subscription. */
interface Wish {
  readonly url: string;
  readonly description: string;
  readonly event_types: readonly string[];
  readonly filter: WebhookFilter;
}

export interface SubscriptionRow extends Wish {
  readonly webhook_id: string;
  /** The present one first. */
  readonly secrets: readonly SealedSecret[];
  /** Of the request that made it: the same request again is the same subscription. */
  readonly request_id: string;
  readonly created_at: string;
  readonly created_by: string;
  readonly changed_at: string;
  /** Events up to here were looked at. */
  readonly last_seq: number;
  /** `Head.created` of the log that `last_seq` counts in. */
  readonly stream_created: string;
  readonly disabled_at: string | null;
  readonly disabled_why: string | null;
  readonly failing_since: string | null;
  readonly last_success_at: string | null;
  readonly last_try: Omit<WebhookTry, 'url' | 'response_body'> | null;
  /** Deliveries that are not over. */
  readonly pending: number;
}

type NewSubscription = Omit<
  SubscriptionRow,
  'disabled_at' | 'disabled_why' | 'failing_since' | 'last_success_at' | 'last_try' | 'pending'
>;

/** Makes a subscription, unless there is one of that id: then false. */
export const insertSubscription = (
  readModel: ReadModel,
  row: NewSubscription,
  change: WebhookChange,
): Promise<boolean> =>
  inTransaction(readModel, async (em) => {
    const db = em.getKysely<unknown>();
    const { numAffectedRows } =
      await sql`insert into ${table('subscription')} (webhook_id, url, description, event_types,
        filter, secrets, request_id, created_at, created_by, changed_at, last_seq, stream_created)
      values (${row.webhook_id}, ${row.url}, ${row.description}, ${row.event_types}::text[], ${json(row.filter)}::jsonb,
        ${json(row.secrets)}::jsonb, ${row.request_id}, ${row.created_at}, ${row.created_by}, ${row.changed_at},
        ${row.last_seq}, ${row.stream_created})
      on conflict (webhook_id) do nothing`.execute(db);
    if (numAffectedRows !== 1n) return false;
    await recordChange(db, change);
    return true;
  });

/** All of them, the oldest first. */
export async function listSubscriptions(readModel: ReadModel): Promise<SubscriptionRow[]> {
  const { rows } = await sql<Raw>`${select()} order by s.created_at, s.webhook_id`.execute(database(readModel));
  return rows.map(rowOf);
}

export const findSubscription = (readModel: ReadModel, webhookId: string): Promise<SubscriptionRow | null> =>
  find(database(readModel), webhookId);

/** What may be changed; what is absent stays. */
export type SubscriptionChange = Partial<Wish> & {
  readonly changed_at: string;
  readonly secrets?: readonly SealedSecret[];
  /** `null` enables it: nothing of what failed before counts any more. */
  readonly disabled?: { readonly at: string; readonly why: string } | null;
};

/**
 * Changes a subscription as `decide` says of the row as it is now; null where there is none. No two changes of one
 * subscription at a time.
 */
export const changeSubscription = (
  readModel: ReadModel,
  webhookId: string,
  decide: (now: SubscriptionRow) => { set: SubscriptionChange; change: WebhookChange } | null,
): Promise<SubscriptionRow | null> =>
  inTransaction(readModel, async (em) => {
    const db = em.getKysely<unknown>();
    await sql`select 1 from ${table('subscription')} where webhook_id = ${webhookId} for update`.execute(db);
    const before = await find(db, webhookId);
    const decided = before && decide(before);
    if (!decided) return before;
    const { url, description, event_types, filter, secrets, changed_at, disabled } = decided.set;
    const enables = disabled === null;
    await sql`update ${table('subscription')} set changed_at = ${changed_at},
        url = coalesce(${url ?? null}, url), description = coalesce(${description ?? null}, description),
        event_types = coalesce(${event_types ?? null}::text[], event_types),
        filter = coalesce(${filter ? json(filter) : null}::jsonb, filter),
        secrets = coalesce(${secrets ? json(secrets) : null}::jsonb, secrets),
        disabled_at = case when ${enables} then null else coalesce(${disabled?.at ?? null}, disabled_at) end,
        disabled_why = case when ${enables} then null else coalesce(${disabled?.why ?? null}, disabled_why) end,
        failing_since = case when ${enables} then null else failing_since end
      where webhook_id = ${webhookId}`.execute(db);
    await recordChange(db, decided.change);
    return find(db, webhookId);
  });

/** Deletes a subscription with its deliveries; false where there is none. */
export const deleteSubscription = (readModel: ReadModel, webhookId: string, change: WebhookChange): Promise<boolean> =>
  inTransaction(readModel, async (em) => {
    const db = em.getKysely<unknown>();
    const { numAffectedRows } = await sql`delete from ${table('subscription')} where webhook_id = ${webhookId}`.execute(
      db,
    );
    if (numAffectedRows !== 1n) return false;
    await recordChange(db, change);
    return true;
  });

type Raw = Omit<SubscriptionRow, 'last_seq' | 'pending'> & { readonly last_seq: string; readonly pending: string };

const select = () => sql`select s.*, (select count(*) from ${table('delivery')} d
    where d.webhook_id = s.webhook_id and d.status = 'pending') as pending
  from ${table('subscription')} s`;

async function find(db: Kysely<unknown>, webhookId: string): Promise<SubscriptionRow | null> {
  const { rows } = await sql<Raw>`${select()} where s.webhook_id = ${webhookId}`.execute(db);
  return rows[0] ? rowOf(rows[0]) : null;
}

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

const json = (value: unknown) => JSON.stringify(value);
