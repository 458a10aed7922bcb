import { sql } from 'kysely';
import type { WebhookChange, WebhookTry } from '@reprise/contracts';
import { inTransaction, isoTime, type ReadModel } from '@reprise/read-model';
import { recordChange } from '../subscriptions/changes.ts';
import { database, table } from '../tables.ts';

/** A delivery that is ours to try until the lease ends. */
export interface Claimed {
  readonly delivery_id: string;
  readonly lease: string;
  readonly body: string;
  /** Since it was made or last replayed. */
  readonly tries: number;
  /** Of these tries; null before the first. */
  readonly first_try_at: string | null;
  readonly is_test: boolean;
}

/** Tries kept of one delivery. */
const MOST_HISTORY = 30;

const isDue = (now: string) => sql`d.status = 'pending' and d.next_try_at <= ${now}
  and (d.leased_until is null or d.leased_until <= ${now})`;

/** The enabled subscriptions that have something to send now. */
export async function dueWebhooks(readModel: ReadModel, now: string): Promise<string[]> {
  const { rows } = await sql<{ webhook_id: string }>`select webhook_id from ${table('subscription')} s
    where disabled_at is null and exists (
      select 1 from ${table('delivery')} d where d.webhook_id = s.webhook_id and ${isDue(now)})`.execute(
    database(readModel),
  );
  return rows.map(({ webhook_id }) => webhook_id);
}

/**
 * Takes up to `limit` deliveries of a subscription for a time; nobody else gets them before that is over. None where it
 * is disabled.
 */
export async function claimDue(
  readModel: ReadModel,
  webhookId: string,
  { now, until, limit }: { readonly now: string; readonly until: string; readonly limit: number },
): Promise<Claimed[]> {
  const { rows } = await sql<Claimed>`
    update ${table('delivery')} set lease = gen_random_uuid(), leased_until = ${until} where n in (
      select d.n from ${table('delivery')} d where d.webhook_id = ${webhookId} and ${isDue(now)}
        and exists (select 1 from ${table('subscription')} s where s.webhook_id = d.webhook_id and s.disabled_at is null)
      order by d.next_try_at, d.n limit ${limit} for update skip locked)
    returning delivery_id, lease, body, tries, first_try_at, event_id is null as is_test`.execute(database(readModel));
  return rows.map((row) => ({ ...row, first_try_at: row.first_try_at && isoTime(row.first_try_at) }));
}

/** Gives a claimed delivery back untried. */
export async function releaseDelivery(readModel: ReadModel, { delivery_id, lease }: Claimed): Promise<void> {
  await sql`update ${table('delivery')} set lease = null, leased_until = null
    where delivery_id = ${delivery_id} and lease = ${lease}`.execute(database(readModel));
}

/** What a try came to. */
export interface Settlement {
  readonly status: 'pending' | 'delivered' | 'failed';
  readonly next_try_at: string | null;
  /** Whether the subscription is to be disabled: at once, or if nothing got through since the first try. */
  readonly disable: 'at_once' | 'if_nothing_got_through' | null;
}

/**
 * Writes down a try, and what it says about the subscription. Returns whether it was written, which it is not where the
 * lease had ended and somebody else took the delivery, and whether the subscription was disabled by it.
 */
export const settleDelivery = (
  readModel: ReadModel,
  claimed: Claimed,
  done: WebhookTry,
  { status, next_try_at, disable }: Settlement,
  disabling: WebhookChange,
): Promise<{ written: boolean; disabled: boolean }> =>
  inTransaction(readModel, async (em) => {
    const db = em.getKysely<unknown>();
    const ended = status === 'pending' ? null : done.at;
    const { numAffectedRows } = await sql`update ${table('delivery')} set status = ${status}, tries = tries + 1,
        first_try_at = coalesce(first_try_at, ${done.at}), next_try_at = ${next_try_at}, ended_at = ${ended},
        lease = null, leased_until = null,
        history = (case when jsonb_array_length(history) >= ${MOST_HISTORY}::int then history - 0 else history end)
          || ${JSON.stringify([done])}::jsonb
      where delivery_id = ${claimed.delivery_id} and lease = ${claimed.lease}`.execute(db);
    const written = numAffectedRows === 1n;
    if (!written || claimed.is_test) return { written, disabled: false };
    const { url: _, response_body: __, ...tried } = done;
    const ok = status === 'delivered';
    await sql`update ${table('subscription')} set last_try = ${JSON.stringify(tried)}::jsonb,
        failing_since = case when ${ok} then null else coalesce(failing_since, ${done.at}) end,
        last_success_at = case when ${ok} then ${done.at} else last_success_at end
      where webhook_id = ${disabling.webhook_id}`.execute(db);
    if (disable === null) return { written, disabled: false };
    const since = disable === 'at_once' ? null : (claimed.first_try_at ?? done.at);
    const why = String(disabling.detail['why']);
    const { numAffectedRows: changed } = await sql`update ${table('subscription')}
      set disabled_at = ${done.at}, disabled_why = ${why}
      where webhook_id = ${disabling.webhook_id} and disabled_at is null
        and (${since}::timestamptz is null or last_success_at is null or last_success_at < ${since}::timestamptz)`.execute(
      db,
    );
    if (changed !== 1n) return { written, disabled: false };
    await recordChange(db, disabling);
    return { written, disabled: true };
  });
