import type { EntityManager } from '@mikro-orm/postgresql';
import type {
  MessagePer,
  QuietHours,
  ServerEvent,
  WebhookChange,
  WebhookDeliveryStatus,
  WebhookFilter,
  WebhookTry,
} from '../contract/index.ts';
import { fork, migrate, type ReadModel } from '@reprise/read-model';
import type { ColumnType, Generated, Kysely } from 'kysely';
import { migrations } from './migrations/index.ts';
import type { SealedSecret } from './sealed-secret.ts';

/** Subscriptions and deliveries are not derived from events, so their schema is one that rebuilds do not touch. */
const SCHEMA = 'webhooks';

/** Type of the driver, which returns `bigint` and `timestamptz` as text. */
type BigInt = ColumnType<string, number, number>;
type Json<T> = ColumnType<T, string, string>;

interface SubscriptionTable {
  webhook_id: string;
  url: string;
  description: string;
  event_types: readonly string[];
  filter: Json<WebhookFilter>;
  /** The current secret first. */
  secrets: Json<readonly SealedSecret[]>;
  request_id: string;
  created_at: string;
  created_by: string;
  changed_at: string;
  last_seq: BigInt;
  stream_created: string;
  disabled_at: string | null;
  disabled_why: string | null;
  failing_since: string | null;
  last_success_at: string | null;
  last_try: Json<Omit<WebhookTry, 'url' | 'response_body'> | null> | null;
  /** Subscriptions of earlier releases have one per job. */
  one_message_per: Generated<MessagePer>;
  quiet_hours: Json<QuietHours | null> | null;
}

/** A batch with events for a subscription with one message per batch. */
interface BatchWaitTable {
  webhook_id: string;
  batch_id: string;
  /** Sequence of an event that the next message is about; null if it was sent. */
  waiting_since: ColumnType<string | null, number | null, number | null>;
  /** Sequence up to which events were included in a message. */
  sent_seq: ColumnType<string, number | undefined, number>;
}

interface DeliveryTable {
  n: Generated<string>;
  delivery_id: string;
  webhook_id: string;
  event_id: string | null;
  seq: ColumnType<string | null, number | null, number | null>;
  event_type: string;
  job_id: string | null;
  sample_name: string | null;
  body: string;
  status: WebhookDeliveryStatus;
  created_at: string;
  tries: Generated<number>;
  first_try_at: string | null;
  next_try_at: string | null;
  ended_at: string | null;
  lease: string | null;
  leased_until: string | null;
  /** Earlier releases recorded tries without their URL. */
  history: ColumnType<readonly (Omit<WebhookTry, 'url'> & Partial<WebhookTry>)[], string | undefined, string>;
}

interface ChangeTable {
  n: Generated<string>;
  at: string;
  actor: string;
  webhook_id: string;
  action: WebhookChange['action'];
  detail: Json<WebhookChange['detail']>;
  correlation_id: string;
}

/** Current outages. Of earlier ones, only the deliveries remain. */
interface OutageTable {
  type: ServerEvent;
  runner_id: string;
  since: string;
  /** Since when its condition no longer holds, while it is not reported as over. */
  over_since: ColumnType<string | null, string | null | undefined, string | null>;
}

export interface WebhookDatabase {
  subscription: SubscriptionTable;
  delivery: DeliveryTable;
  change: ChangeTable;
  batch_wait: BatchWaitTable;
  outage: OutageTable;
}

/** Returns typed queries about the tables of webhooks, in the transaction of `em` if there is one. */
export const webhooksOf = (em: EntityManager): Kysely<WebhookDatabase> =>
  em.getKysely<WebhookDatabase>().withSchema(SCHEMA);

export const webhooks = (readModel: ReadModel): Kysely<WebhookDatabase> => webhooksOf(fork(readModel));

/** Migrates the tables. @throws the driver's error */
export const migrateWebhooks = ({ migrateUrl }: Pick<ReadModel, 'migrateUrl'>): Promise<void> =>
  migrate(migrateUrl, SCHEMA, migrations);
