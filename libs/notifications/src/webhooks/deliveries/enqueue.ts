import { databaseOf, fork, inTransaction, readPosition, type ReadModel } from '@reprise/read-model';
import { sql, type Kysely } from 'kysely';
import { webhooks, webhooksOf, type WebhookDatabase } from '../database.ts';
import { forgetBatches, forgetSentBatches, waitForBatches } from './batch-waits.ts';
import { AT_A_TIME, readEvents, type EventRow } from '../events/events.ts';
import type { Subscribed } from './subscribed.ts';
import { insertMessages, type NewMessage } from './insert-messages.ts';
import { groupBy } from '../group-by.ts';

/** Result of an event for a subscription: a message now, or one when its batch has ended. */
export type Outcome = NewMessage | 'when_the_batch_ended';

/** Returns the result of an event for each subscription that it matches. */
export type OutcomesOf = (
  event: EventRow,
  subscribed: readonly Subscribed[],
) => Promise<readonly { readonly to: Subscribed; readonly outcome: Outcome }[]>;

/**
 * Returns the ids of the enabled subscriptions that have not checked all projected events, grouped by their position, so
 * that each group reads the same events.
 */
export async function subscriptionsBehind(readModel: ReadModel): Promise<string[][]> {
  const tables = await readPosition(databaseOf(fork(readModel)));
  if (!tables) return [];
  const rows = await webhooks(readModel)
    .selectFrom('subscription')
    .select(['webhook_id', 'last_seq', 'stream_created'])
    .where('disabled_at', 'is', null)
    .where((row) =>
      row.or([
        row('last_seq', '<', sql<string>`${tables.last_seq}::bigint`),
        row('stream_created', '<>', tables.stream_created),
      ]),
    )
    .orderBy('last_seq')
    .orderBy('webhook_id')
    .execute();
  const groups = groupBy(rows, ({ last_seq, stream_created }) => `${last_seq} ${stream_created}`);
  return [...groups.values()].map((group) => group.map(({ webhook_id }) => webhook_id));
}

/**
 * Checks the next events for subscriptions, creates their deliveries, and moves their positions, atomically and in one
 * gateway at a time, so that each event has one delivery. Returns whether there may be more. No-op for subscriptions
 * that are disabled or deleted, and if another gateway is checking.
 */
export const enqueueNext = (
  readModel: ReadModel,
  webhookIds: readonly string[],
  now: string,
  outcomesOf: OutcomesOf,
): Promise<boolean> =>
  inTransaction(readModel, async (em) => {
    const db = webhooksOf(em);
    const locked = await lock(db, webhookIds);
    const tables = locked.length > 0 && (await readPosition(databaseOf(em)));
    if (!tables) return false;
    const { stream_created, last_seq: end } = tables;
    const ofOtherLog = locked.filter((one) => one.stream_created !== stream_created);
    await forgetBatches(db, ofOtherLog);
    // Another log can have fewer events. Only new events count from now on.
    const all = locked.map((one) => ({
      ...one,
      from: ofOtherLog.includes(one) ? Math.min(one.last_seq, end) : one.last_seq,
    }));
    const after = Math.min(...all.map(({ from }) => from));
    const types = [...new Set(all.flatMap(({ event_types }) => event_types))];
    const events = after < end ? await readEvents(databaseOf(em), types, after, end) : [];
    const made = [];
    for (const event of events) {
      const subscribed = all.filter(({ from, event_types }) => from < event.seq && event_types.includes(event.type));
      for (const result of await outcomesOf(event, subscribed)) made.push({ ...result, event });
    }
    await insertMessages(
      db,
      made.flatMap(({ to, outcome }) => (outcome === 'when_the_batch_ended' ? [] : [{ to, message: outcome }])),
      now,
    );
    await waitForBatches(
      db,
      made.flatMap(({ to: { webhook_id }, outcome, event: { batch_id, seq } }) =>
        outcome === 'when_the_batch_ended' && batch_id !== null ? [{ webhook_id, batch_id, seq }] : [],
      ),
    );
    const more = events.length === AT_A_TIME;
    const ids = locked.map(({ webhook_id }) => webhook_id);
    await move(db, ids, more ? events.at(-1)!.seq : end, stream_created);
    await forgetSentBatches(db, ids);
    return more;
  });

interface Locked extends Subscribed {
  readonly last_seq: number;
  readonly stream_created: string;
}

async function lock(db: Kysely<WebhookDatabase>, webhookIds: readonly string[]): Promise<Locked[]> {
  // The locks of the rows would be inconclusive, because the end of each try holds one for a moment.
  const { rows: locks } = await sql<{ ours: boolean }>`select
    pg_try_advisory_xact_lock(hashtext('reprise.webhooks.enqueue')) as ours`.execute(db);
  if (!locks[0]?.ours) return [];
  const rows = await db
    .selectFrom('subscription')
    .select(['webhook_id', 'last_seq', 'stream_created', 'event_types', 'url', 'filter', 'one_message_per'])
    .select('quiet_hours')
    .where('webhook_id', 'in', webhookIds)
    .where('disabled_at', 'is', null)
    .orderBy('webhook_id')
    .forNoKeyUpdate()
    .execute();
  return rows.map((row) => ({ ...row, last_seq: Number(row.last_seq) }));
}

/** Moves the positions forward; in another log, to that sequence. */
async function move(db: Kysely<WebhookDatabase>, webhookIds: readonly string[], reached: number, created: string) {
  await db
    .updateTable('subscription')
    .set({
      last_seq: sql<number>`case when stream_created = ${created} then greatest(last_seq, ${reached}::bigint)
        else ${reached}::bigint end`,
      stream_created: created,
    })
    .where('webhook_id', 'in', webhookIds)
    .execute();
}
