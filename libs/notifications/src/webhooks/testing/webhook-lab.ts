import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jetstream } from '@nats-io/jetstream';
import { connect, headers as natsHeaders } from '@nats-io/transport-node';
import { jobKindFilter } from '@reprise/contracts';
import type { WebhookFilter } from '../../contract/index.ts';
import { newId, openJetStreamLog, type EventLog } from '@reprise/event-log';
import { openReadModel, startChangeFeed, startProjector, type ChangeFeed, type ReadModel } from '@reprise/read-model';
import {
  deleteSubscription,
  findSubscription,
  insertSubscription,
  listSubscriptions,
  type SubscriptionRow,
} from '../subscriptions/subscriptions.ts';
import { migrateWebhooks } from '../database.ts';
import { listDeliveries, type DeliveryRow } from '../deliveries/deliveries.ts';
import { until } from '@reprise/read-model/testing';
import { startNats, startPostgres } from '@reprise/testing';
import { SimulatedRunner, storeMessages } from '@reprise/event-log/testing';
import pg from 'pg';
import { newSecret, SecretBox } from '../subscriptions/secrets.ts';
import { cidrsOf, type MailSettings } from '@reprise/settings';
import { Notices } from '../messages/notice.ts';
import { Targets, type Resolve } from '../sending/target.ts';
import { Channels } from '../channels.ts';
import { WebhookWorker } from '../sending/worker.ts';

/** Workers on real servers with a clock that the test controls. Nothing happens except by calls. */
export class WebhookLab {
  /** In milliseconds. */
  now = Date.now();
  readonly secret = newSecret();
  /** Mail server of its workers; undefined for none. */
  mail: MailSettings | undefined;
  /** E-mail addresses of accounts that are enabled, by user id. */
  readonly accounts = new Map<string, string>();
  readonly warnings: string[] = [];
  private readonly notices = new Notices({
    publicUrl: 'https://reprise.lab.example',
    names: [],
    readActorNames: () => Promise.reject(new Error('People are not named.')),
  });
  /** Outcomes of the deliveries of its workers. */
  readonly ended: string[] = [];

  readonly log: EventLog;
  readonly readModel: ReadModel;
  readonly stop: () => Promise<void>;
  private readonly feed: ChangeFeed;
  private readonly box: SecretBox;
  private readonly natsUrl: string;

  private constructor(
    parts: Pick<WebhookLab, 'log' | 'readModel' | 'stop'>,
    feed: ChangeFeed,
    box: SecretBox,
    natsUrl: string,
  ) {
    this.log = parts.log;
    this.readModel = parts.readModel;
    this.stop = parts.stop;
    this.feed = feed;
    this.box = box;
    this.natsUrl = natsUrl;
  }

  static async start(): Promise<WebhookLab> {
    const [nats, postgres] = await Promise.all([startNats(), startPostgres()]);
    const folder = mkdtempSync(join(tmpdir(), 'reprise-webhooks-'));
    const readModel = await openReadModel({ databaseUrl: postgres.url });
    await migrateWebhooks(readModel);
    const { log } = await openJetStreamLog({ servers: nats.url, name: 'webhooks test' });
    const projector = startProjector({ readModel, log });
    const feed = await startChangeFeed(readModel);
    const stop = async () => {
      await Promise.all([projector.stop(), feed.stop()]);
      await Promise.all([log.close(), readModel.close()]);
      await Promise.all([nats.stop(), postgres.stop()]);
      rmSync(folder, { recursive: true });
    };
    return new WebhookLab({ log, readModel, stop }, feed, new SecretBox(join(folder, 'secret.key')), nats.url);
  }

  /** A worker like a gateway's. `allowed`: the private addresses that the setting permits. */
  worker(allowed = '127.0.0.1', resolve?: Resolve): WebhookWorker {
    const now = () => this.now;
    return new WebhookWorker({
      readModel: this.readModel,
      now,
      random: () => 0,
      warn: ({ msg }) => this.warnings.push(msg),
      channels: this.channels(allowed, resolve),
      notices: this.notices,
      ended: (outcome) => this.ended.push(outcome),
    });
  }

  /** Channels as in a gateway, with the mail server that the test sets. */
  channels(allowed = '127.0.0.1', resolve?: Resolve): Channels {
    return new Channels({
      targets: new Targets(cidrsOf(allowed), resolve),
      box: this.box,
      notices: this.notices,
      mail: this.mail,
      mailOfUser: (userId) => Promise.resolve(this.accounts.get(userId) ?? null),
      now: () => this.now,
      timeoutMs: 120_000,
    });
  }

  async subscribe(
    url: string,
    event_types = ['attempt_started', 'attempt_succeeded'],
    filter: WebhookFilter = {},
    forPeople: Partial<Pick<SubscriptionRow, 'one_message_per' | 'quiet_hours'>> = {},
  ) {
    const { last_seq, created } = await this.log.head();
    const webhook_id = newId();
    const at = new Date(this.now).toISOString();
    const row = {
      webhook_id,
      url,
      description: '',
      event_types,
      filter,
      one_message_per: forPeople.one_message_per ?? 'job',
      quiet_hours: forPeople.quiet_hours ?? null,
      request_id: randomUUID(),
      secrets: [{ sealed: this.box.seal(this.secret, webhook_id), until: null }],
      created_at: at,
      created_by: 'admin',
      changed_at: at,
      last_seq,
      stream_created: created,
    };
    const change = { at, actor: 'admin', webhook_id, action: 'created' as const, detail: {}, correlation_id: 'test' };
    await insertSubscription(this.readModel, row, change);
    return webhook_id;
  }

  async sql(statement: string): Promise<void> {
    const client = new pg.Client({ connectionString: this.readModel.databaseUrl });
    await client.connect();
    await client.query(statement);
    await client.end();
  }

  /** Runs `work` while a try is being recorded, with or without another worker that waits. */
  async whileSettling(webhookId: string, work: () => Promise<void>): Promise<void> {
    const client = new pg.Client({ connectionString: this.readModel.databaseUrl });
    await client.connect();
    await client.query('begin');
    await client.query('update webhooks.subscription set last_try = last_try where webhook_id = $1', [webhookId]);
    let over = false;
    const working = work().finally(() => (over = true));
    const waits = 'select from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))';
    await until(async () => over || (await client.query(waits)).rowCount! > 0, 'somebody waits');
    await client.query('commit');
    await client.end();
    await working;
  }

  /** Deletes every subscription. */
  async forget(): Promise<void> {
    for (const { webhook_id } of await listSubscriptions(this.readModel)) {
      const at = new Date(this.now).toISOString();
      const change = { at, actor: 'admin', webhook_id, action: 'deleted' as const, detail: {}, correlation_id: 'test' };
      await deleteSubscription(this.readModel, webhook_id, change);
    }
  }

  /** Events of a new job, in the log and in the tables: `attempt_claimed`, `attempt_started`, `attempt_succeeded`. */
  async runJob(): Promise<string> {
    const jobId = newId();
    const runner = new SimulatedRunner(this.log);
    await runner.start(jobId);
    const seq = await runner.succeed(jobId);
    if (!(await this.feed.waitFor(seq, 120_000))) throw new Error('The tables did not follow.');
    return jobId;
  }

  /** Stores a job's last event again, with its id but different data, as none of our services would. */
  async plant(jobId: string, data: string): Promise<void> {
    const headers = natsHeaders();
    let subject = '';
    for await (const entry of this.log.read(jobKindFilter(jobId, 'life'))) {
      subject = entry.subject;
      for (const [name, value] of entry.headers) if (name.startsWith('ce-')) headers.set(name, value);
    }
    headers.set('ce-id', newId());
    const nc = await connect({ servers: this.natsUrl });
    const { seq } = await jetstream(nc).publish(subject, data, { headers });
    await nc.close();
    if (!(await this.feed.waitFor(seq, 120_000))) throw new Error('The tables did not follow.');
  }

  /** Stores messages without checks, and waits until the tables include them. */
  async store(messages: Parameters<typeof storeMessages>[1]): Promise<void> {
    const seq = await storeMessages(this.natsUrl, messages);
    if (!(await this.feed.waitFor(seq, 120_000))) throw new Error('The tables did not follow.');
  }

  async subscription(webhookId: string): Promise<SubscriptionRow> {
    return (await findSubscription(this.readModel, webhookId))!;
  }

  /** Deliveries, the oldest first. */
  async deliveries(webhookId: string): Promise<DeliveryRow[]> {
    return (await listDeliveries(this.readModel, webhookId, { limit: 1000 })).items.toReversed();
  }
}
