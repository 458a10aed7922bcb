import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Page } from '@reprise/contracts';
import {
  WEBHOOK_TEST,
  type WebhookDeliveryDetail,
  type WebhookDeliveryStatus,
  type WebhookDeliveryView,
} from '../contract/index.ts';
import { newId } from '@reprise/event-log';
import type { ReadModel } from '@reprise/read-model';
import {
  Channels,
  deliveryDetail,
  deliveryView,
  findDelivery,
  findEvent,
  insertTest,
  listDeliveries,
  replayDelivery,
  type DeliveryRow,
  WebhookWorker,
} from '../webhooks/index.ts';
import { z } from 'zod';
import type { Caller } from '@reprise/gateway/shared/http/caller.ts';
import { ProblemException } from '@reprise/gateway/shared/http/problem.ts';
import { WRITE_MODEL } from '@reprise/gateway/shared/servers/tokens.ts';
import { WebhookHost } from './webhook-host.ts';
import { Webhooks } from './webhooks.service.ts';

const Id = z.uuid().toLowerCase();
/** Exceeds the timeout of a request. */
const TEST_LEASE_MS = 60_000;

/** Deliveries for viewing, replay and tests. */
@Injectable()
export class WebhookDeliveries {
  constructor(
    @Inject(WRITE_MODEL) private readonly readModel: ReadModel,
    private readonly webhooks: Webhooks,
    private readonly channels: Channels,
    private readonly worker: WebhookWorker,
    private readonly host: WebhookHost,
  ) {}

  async list(
    id: string,
    query: { limit: number; cursor?: string | undefined; status?: WebhookDeliveryStatus | undefined },
  ): Promise<Page<WebhookDeliveryView>> {
    const { webhook_id } = await this.webhooks.find(id);
    const { items, next_cursor } = await listDeliveries(this.readModel, webhook_id, query);
    return { items: items.map(deliveryView), next_cursor };
  }

  async show(id: string, deliveryId: string): Promise<WebhookDeliveryDetail> {
    const subscription = await this.webhooks.find(id);
    return deliveryDetail(await this.find(subscription.webhook_id, deliveryId), subscription, this.channels);
  }

  /**
   * Sends a delivery again at once, with the same id and the same body. If its channel cannot send the stored body, the
   * body is made from the event again.
   * @throws ProblemException 404; 409 if the subscription is disabled
   */
  async replay(id: string, deliveryId: string, caller: Caller): Promise<WebhookDeliveryView> {
    const { webhook_id, disabled_at, url } = await this.webhooks.find(id);
    const { event_id, event_type, seq, status, body } = await this.find(webhook_id, deliveryId);
    if (disabled_at !== null)
      throw new ProblemException(409, 'This webhook is disabled: enable it first, then replay the delivery.');
    if (event_id === null) throw new ProblemException(409, 'A test is not replayed: send another one.');
    const detail = { delivery_id: deliveryId, event_type, seq, status };
    const change = this.webhooks.change('replayed', webhook_id, caller, detail);
    const newBody = this.channels.of(url).canSend(body) ? undefined : await this.newBody(url, event_id);
    const row = (await replayDelivery(this.readModel, deliveryId, change, newBody)) ?? unknownDelivery(deliveryId);
    this.webhooks.logChange(change);
    this.host.wake();
    return deliveryView(row);
  }

  /** Sends a test once and waits for its outcome. A disabled subscription can be tested too. */
  async test(id: string, caller: Caller): Promise<WebhookDeliveryView> {
    const { webhook_id, url } = await this.webhooks.find(id);
    const delivery_id = newId();
    const change = this.webhooks.change('tested', webhook_id, caller, { delivery_id });
    const about = { id: delivery_id, webhookId: webhook_id, time: change.at, actor: caller.actor };
    const body = this.channels.of(url).testBody(about);
    const until = new Date(Date.parse(change.at) + TEST_LEASE_MS).toISOString();
    const test = { delivery_id, webhook_id, event_type: WEBHOOK_TEST, body, lease: randomUUID(), until };
    await this.worker.attempt(webhook_id, await insertTest(this.readModel, test, change));
    this.webhooks.logChange(change);
    return deliveryView(await this.find(webhook_id, delivery_id));
  }

  /** Returns undefined if the tables do not contain the event. */
  private async newBody(url: string, eventId: string): Promise<string | undefined> {
    const event = await findEvent(this.readModel, eventId);
    return event && this.channels.of(url).body(event);
  }

  private async find(webhookId: string, deliveryId: string): Promise<DeliveryRow> {
    const known = Id.safeParse(deliveryId);
    const row = known.success && (await findDelivery(this.readModel, webhookId, known.data));
    return row || unknownDelivery(deliveryId);
  }
}

function unknownDelivery(id: string): never {
  throw new ProblemException(
    404,
    `There is no delivery ${id.slice(0, 100)} of this webhook. Those that are over are kept for 30 days.`,
  );
}
