import { derivedId } from '@reprise/event-log';
import type { Kysely } from 'kysely';
import type { WebhookDatabase } from '../database.ts';
import { combined, QUIET_HOURS, storedNotice } from '../messages/stored-notice.ts';
import type { Subscribed } from './subscribed.ts';
import { quietSince } from '../../contract/index.ts';

/** A message of a subscription, before it is sent. */
export interface NewMessage {
  /** Id of its event; for a message about several, an id that follows from them. */
  readonly event_id: string;
  readonly seq: number | null;
  readonly event_type: string;
  readonly job_id: string | null;
  readonly sample_name: string | null;
  readonly body: string;
}

export interface Addressed {
  readonly to: Pick<Subscribed, 'webhook_id' | 'quiet_hours'>;
  readonly message: NewMessage;
}

/** Rows of one statement. */
const AT_ONCE = 1_000;

/**
 * Inserts a delivery for each message, under an id that follows from the subscription and the event. Messages in quiet
 * hours are combined into one delivery, which is not sent before they end.
 */
export async function insertMessages(
  db: Kysely<WebhookDatabase>,
  messages: readonly Addressed[],
  now: string,
): Promise<void> {
  const rows = [];
  for (const { to, message } of messages) {
    const quiet = quietSince(to.quiet_hours, Date.parse(now));
    const held = quiet === null ? message : await hold(db, to.webhook_id, quiet, message);
    if (held) rows.push(rowOf(to.webhook_id, held, now));
    // The next message is combined with this one.
    if (quiet !== null) await insert(db, rows.splice(0));
  }
  await insert(db, rows);
}

const rowOf = (webhook_id: string, message: NewMessage, now: string) => ({
  ...message,
  webhook_id,
  delivery_id: derivedId('delivery', webhook_id, message.event_id),
  created_at: now,
  status: 'pending' as const,
  next_try_at: now,
});

async function insert(db: Kysely<WebhookDatabase>, rows: readonly ReturnType<typeof rowOf>[]): Promise<void> {
  for (let first = 0; first < rows.length; first += AT_ONCE)
    await db
      .insertInto('delivery')
      .values(rows.slice(first, first + AT_ONCE))
      .onConflict((conflict) => conflict.doNothing())
      .execute();
}

/**
 * Adds a message to the delivery of the quiet hours that began on a date. Returns the delivery to insert instead; null if
 * the message was added.
 */
async function hold(
  db: Kysely<WebhookDatabase>,
  webhookId: string,
  began: string,
  message: NewMessage,
): Promise<NewMessage | null> {
  const notice = storedNotice(message.body);
  if (!notice) return message;
  const event_id = derivedId('quiet hours', webhookId, began);
  const before = await db
    .selectFrom('delivery')
    .select(['n', 'body', 'status', 'tries', 'lease'])
    .where('webhook_id', '=', webhookId)
    .where('event_id', '=', event_id)
    .forUpdate()
    .executeTakeFirst();
  const body = (notices: Parameters<typeof combined>[0]) => JSON.stringify(combined(notices));
  if (!before)
    return { ...message, event_id, event_type: QUIET_HOURS, job_id: null, sample_name: null, body: body([notice]) };
  const held = storedNotice(before.body);
  // It is being sent, or was sent: a clock was ahead, or the quiet hours were changed.
  if (!held || before.status !== 'pending' || before.tries > 0 || before.lease !== null) return message;
  await db
    .updateTable('delivery')
    .set({ body: body([held, notice]), seq: message.seq })
    .where('n', '=', before.n)
    .execute();
  return null;
}
