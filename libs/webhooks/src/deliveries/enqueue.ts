import type { WebhookFilter } from '@reprise/contracts';
import type { Header } from '@reprise/event-log';
import { sql, type Kysely } from 'kysely';
import { inTransaction, isoTime, readPosition, type ReadModel } from '@reprise/read-model';
import { table } from '../tables.ts';

/** An event as the audit holds it, with the job it belongs to. */
export interface EventRow {
  readonly seq: number;
  /** Under which it is stored, and since when. */
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
}

export interface NewDelivery {
  readonly delivery_id: string;
  readonly body: string;
}

/** Events looked at in one transaction. */
const AT_A_TIME = 500;

/**
 * Looks at the events after a subscription's position, makes a delivery of each that `deliveryOf` wants, and moves the
 * position: all or nothing, and in one gateway at a time, so that each event becomes one delivery. True where there may
 * be more. Nothing happens where it is disabled, gone, or looked at elsewhere.
 */
export const enqueueNext = (
  readModel: ReadModel,
  webhookId: string,
  now: string,
  deliveryOf: (event: EventRow, filter: WebhookFilter) => NewDelivery | null,
): Promise<boolean> =>
  inTransaction(readModel, async (em) => {
    const db = em.getKysely<unknown>();
    const subscription = await lock(db, webhookId);
    const tables = subscription && (await readPosition(db));
    if (!tables) return false;
    const same = tables.stream_created === subscription.stream_created;
    // Another log with fewer events: what it gets from now on is new.
    const from = same ? subscription.last_seq : Math.min(subscription.last_seq, tables.last_seq);
    if (same && from >= tables.last_seq) return false;
    const events = await read(db, subscription.event_types, from, tables.last_seq);
    await insert(db, webhookId, now, events, (event) => deliveryOf(event, subscription.filter));
    const more = events.length === AT_A_TIME;
    const reached = more ? events.at(-1)!.seq : tables.last_seq;
    await sql`update ${table('subscription')} set last_seq = ${reached}, stream_created = ${tables.stream_created}
      where webhook_id = ${webhookId}`.execute(db);
    return more;
  });

interface Locked {
  readonly last_seq: number;
  readonly stream_created: string;
  readonly event_types: readonly string[];
  readonly filter: WebhookFilter;
}

async function lock(db: Kysely<unknown>, webhookId: string): Promise<Locked | null> {
  // Whether it is looked at elsewhere, the lock of the row does not tell: the end of each try holds that for a moment.
  const { rows: turns } = await sql<{ ours: boolean }>`select
    pg_try_advisory_xact_lock(hashtext('reprise.webhooks.enqueue'), hashtext(${webhookId})) as ours`.execute(db);
  if (!turns[0]?.ours) return null;
  const { rows } = await sql<Omit<Locked, 'last_seq'> & { last_seq: string }>`
    select last_seq, stream_created, event_types, filter from ${table('subscription')}
    where webhook_id = ${webhookId} and disabled_at is null for update`.execute(db);
  return rows[0] ? { ...rows[0], last_seq: Number(rows[0].last_seq) } : null;
}

type Raw = Omit<EventRow, 'seq'> & { readonly seq: string };

async function read(
  db: Kysely<unknown>,
  types: readonly string[],
  after: number,
  to: number,
): Promise<readonly EventRow[]> {
  const { rows } =
    await sql<Raw>`select a.seq, a.stream_subject, a.stored_at, a.event_id, a.type, a.at, a.actor, a.source, a.correlation_id,
      a.causation_id, a.job_id, a.queue, a.headers, a.payload, j.sample_name, j.pipeline
    from audit a left join job j on j.job_id = a.job_id
    where a.seq > ${after} and a.seq <= ${to} and a.type = any(${types}::text[])
      and a.repeat_of is null and a.event_id is not null
    order by a.seq limit ${AT_A_TIME}`.execute(db);
  return rows.map((row) => ({ ...row, seq: Number(row.seq), at: isoTime(row.at), stored_at: isoTime(row.stored_at) }));
}

async function insert(
  db: Kysely<unknown>,
  webhookId: string,
  now: string,
  events: readonly EventRow[],
  deliveryOf: (event: EventRow) => NewDelivery | null,
): Promise<void> {
  for (const event of events) {
    const delivery = deliveryOf(event);
    if (!delivery) continue;
    await sql`insert into ${table('delivery')} (delivery_id, webhook_id, event_id, seq, event_type, job_id, sample_name,
        body, status, created_at, next_try_at)
      values (${delivery.delivery_id}, ${webhookId}, ${event.event_id}, ${event.seq}, ${event.type}, ${event.job_id},
        ${event.sample_name}, ${delivery.body}, 'pending', ${now}, ${now})
      on conflict do nothing`.execute(db);
  }
}
