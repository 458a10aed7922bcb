import type { WebhookFilter } from '../../contract/index.ts';
import type { Header } from '@reprise/event-log';
import {
  anyOf,
  databaseOf,
  fork,
  inTransaction,
  readPosition,
  type Database,
  type ReadModel,
} from '@reprise/read-model';
import { sql, type Kysely, type NotNull } from 'kysely';
import { webhooksOf, type WebhookDatabase } from '../database.ts';

/** An event from the audit table, with its job. */
export interface EventRow {
  readonly seq: number;
  /** Subject of the event, and the time at which it was stored. */
  readonly stream_subject: string;
  readonly stored_at: string;
  readonly event_id: string;
  readonly type: string;
  readonly at: string;
  readonly actor: string;
  readonly source: string;
  readonly correlation_id: string;
  readonly causation_id: string;
  readonly job_id: string | null;
  readonly queue: string | null;
  readonly headers: readonly Header[];
  readonly payload: Uint8Array;
  readonly sample_name: string | null;
  readonly pipeline: string | null;
  /** Labels that the job has now; null if the event is not about a job. */
  readonly labels: Readonly<Record<string, string>> | null;
  /** Actor that submitted the job. */
  readonly created_by: string | null;
}

/** Settings of a subscription that determine its deliveries. */
export interface Subscribed {
  readonly url: string;
  readonly filter: WebhookFilter;
}

export interface NewDelivery {
  readonly delivery_id: string;
  readonly body: string;
}

/** Number of events that are checked in one transaction. */
const AT_A_TIME = 500;

/**
 * Checks the events after a subscription's position, creates the deliveries that `deliveryOf` returns, and moves the
 * position, atomically and in one gateway at a time, so that each event has one delivery. Returns whether there may be
 * more. No-op if the subscription is disabled, deleted, or being checked elsewhere.
 */
export const enqueueNext = (
  readModel: ReadModel,
  webhookId: string,
  now: string,
  deliveryOf: (event: EventRow, subscribed: Subscribed) => Promise<NewDelivery | null>,
): Promise<boolean> =>
  inTransaction(readModel, async (em) => {
    const db = webhooksOf(em);
    const subscription = await lock(db, webhookId);
    const tables = subscription && (await readPosition(databaseOf(em)));
    if (!tables) return false;
    const same = tables.stream_created === subscription.stream_created;
    // Another log with fewer events. Only new events count from now on.
    const from = same ? subscription.last_seq : Math.min(subscription.last_seq, tables.last_seq);
    if (same && from >= tables.last_seq) return false;
    const events = await read(databaseOf(em), subscription.event_types, from, tables.last_seq);
    await insert(db, webhookId, now, events, (event) => deliveryOf(event, subscription));
    const more = events.length === AT_A_TIME;
    const reached = more ? events.at(-1)!.seq : tables.last_seq;
    await db
      .updateTable('subscription')
      .set({ last_seq: reached, stream_created: tables.stream_created })
      .where('webhook_id', '=', webhookId)
      .execute();
    return more;
  });

interface Locked extends Subscribed {
  readonly last_seq: number;
  readonly stream_created: string;
  readonly event_types: readonly string[];
}

async function lock(db: Kysely<WebhookDatabase>, webhookId: string): Promise<Locked | null> {
  // The lock of the row itself would be inconclusive, because the end of each try holds it for a moment.
  const { rows: locks } = await sql<{ ours: boolean }>`select
    pg_try_advisory_xact_lock(hashtext('reprise.webhooks.enqueue'), hashtext(${webhookId})) as ours`.execute(db);
  if (!locks[0]?.ours) return null;
  const row = await db
    .selectFrom('subscription')
    .select(['last_seq', 'stream_created', 'event_types', 'url', 'filter'])
    .where('webhook_id', '=', webhookId)
    .where('disabled_at', 'is', null)
    .forUpdate()
    .executeTakeFirst();
  return row ? { ...row, last_seq: Number(row.last_seq) } : null;
}

/** Returns an event; undefined if the tables do not contain it. */
export const findEvent = (readModel: ReadModel, eventId: string): Promise<EventRow | undefined> =>
  eventsOf(databaseOf(fork(readModel)))
    .where('audit.event_id', '=', eventId)
    .executeTakeFirst();

const read = (db: Kysely<Database>, types: readonly string[], after: number, to: number): Promise<EventRow[]> =>
  eventsOf(db)
    .where('audit.seq', '>', after)
    .where('audit.seq', '<=', to)
    .where('audit.type', '=', anyOf(types, 'text'))
    .orderBy('audit.seq')
    .limit(AT_A_TIME)
    .execute();

/** Selects events without their repetitions. */
const eventsOf = (db: Kysely<Database>) =>
  db
    .selectFrom('audit')
    .leftJoin('job', 'job.job_id', 'audit.job_id')
    .select(['audit.seq', 'audit.stream_subject', 'audit.stored_at', 'audit.type', 'audit.at', 'audit.actor'])
    .select(['audit.source', 'audit.correlation_id', 'audit.causation_id', 'audit.job_id', 'audit.queue'])
    .select(['audit.headers', 'audit.payload', 'job.sample_name', 'job.pipeline', 'job.labels'])
    .select('job.created_by')
    .select('audit.event_id')
    .where('audit.repeat_of', 'is', null)
    .where('audit.event_id', 'is not', null)
    .$narrowType<Record<'event_id' | 'actor' | 'source' | 'correlation_id' | 'causation_id', NotNull>>();

async function insert(
  db: Kysely<WebhookDatabase>,
  webhookId: string,
  now: string,
  events: readonly EventRow[],
  deliveryOf: (event: EventRow) => Promise<NewDelivery | null>,
): Promise<void> {
  for (const event of events) {
    const delivery = await deliveryOf(event);
    if (!delivery) continue;
    const { event_id, seq, type: event_type, job_id, sample_name } = event;
    await db
      .insertInto('delivery')
      .values({
        webhook_id: webhookId,
        event_id,
        seq,
        event_type,
        job_id,
        sample_name,
        created_at: now,
        ...delivery,
        status: 'pending',
        next_try_at: now,
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }
}
