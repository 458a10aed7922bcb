import { sql, type Kysely } from 'kysely';
import type { WebhookDatabase } from '../database.ts';

interface BatchEvent {
  readonly webhook_id: string;
  readonly batch_id: string;
  readonly seq: number;
}

/** Records that subscriptions hear of batches when these have ended. Ignores events that a message included. */
export async function waitForBatches(db: Kysely<WebhookDatabase>, events: readonly BatchEvent[]): Promise<void> {
  const last = new Map(events.map((event) => [`${event.webhook_id} ${event.batch_id}`, event]));
  if (last.size === 0) return;
  await db
    .insertInto('batch_wait')
    .values([...last.values()].map(({ seq, ...key }) => ({ ...key, waiting_since: seq })))
    .onConflict((conflict) =>
      conflict
        .columns(['webhook_id', 'batch_id'])
        .doUpdateSet({ waiting_since: sql<number>`excluded.waiting_since` })
        .where('batch_wait.sent_seq', '<', sql<string>`excluded.waiting_since`),
    )
    .execute();
}

/** Forgets the batches of subscriptions whose log was replaced. */
export async function forgetBatches(
  db: Kysely<WebhookDatabase>,
  subscriptions: readonly { readonly webhook_id: string }[],
): Promise<void> {
  if (subscriptions.length === 0) return;
  const ids = subscriptions.map(({ webhook_id }) => webhook_id);
  await db.deleteFrom('batch_wait').where('webhook_id', 'in', ids).execute();
}

/** Forgets the messages about batches whose events the subscriptions have checked. */
export async function forgetSentBatches(db: Kysely<WebhookDatabase>, webhookIds: readonly string[]): Promise<void> {
  await db
    .deleteFrom('batch_wait')
    .where('waiting_since', 'is', null)
    .where('webhook_id', 'in', webhookIds)
    .where((wait) =>
      wait.exists(
        wait
          .selectFrom('subscription')
          .select('subscription.webhook_id')
          .whereRef('subscription.webhook_id', '=', 'batch_wait.webhook_id')
          .whereRef('subscription.last_seq', '>=', 'batch_wait.sent_seq'),
      ),
    )
    .execute();
}
