import { Logger, Module, type FactoryProvider } from '@nestjs/common';
import type { EventLog } from '@reprise/event-log';
import type { ChangeFeed, ReadModel } from '@reprise/read-model';
import { CHANGE_FEED, EVENT_LOG, READ_MODEL, SETTINGS } from '../shared/servers/tokens.ts';
import type { GatewaySettings } from '../shared/settings.ts';
import { DeliveryMetrics } from './delivery-metrics.ts';
import { SecretBox } from './secrets.ts';
import { Targets } from './target.ts';
import { WebhookDeliveriesController } from './webhook-deliveries.controller.ts';
import { WebhookDeliveries } from './webhook-deliveries.service.ts';
import { WebhookHost } from './webhook-host.ts';
import { WebhooksController } from './webhooks.controller.ts';
import { Webhooks } from './webhooks.service.ts';
import { WebhookWorker } from './worker.ts';

const targets: FactoryProvider = {
  provide: Targets,
  useFactory: ({ webhooks }: GatewaySettings) => new Targets(webhooks.allowPrivate),
  inject: [SETTINGS],
};

const box: FactoryProvider = {
  provide: SecretBox,
  useFactory: ({ webhooks }: GatewaySettings) => new SecretBox(webhooks.keyFile),
  inject: [SETTINGS],
};

const worker: FactoryProvider = {
  provide: WebhookWorker,
  useFactory: (readModel: ReadModel, targets: Targets, box: SecretBox, metrics: DeliveryMetrics) => {
    const logger = new Logger('Webhooks');
    return new WebhookWorker({
      ...{ readModel, targets, box, now: Date.now, random: Math.random },
      ended: (outcome) => metrics.count(outcome),
      tell: (line) => logger.warn(line),
    });
  },
  inject: [READ_MODEL, Targets, SecretBox, DeliveryMetrics],
};

const host: FactoryProvider = {
  provide: WebhookHost,
  useFactory: (worker: WebhookWorker, feed: ChangeFeed) => new WebhookHost(worker, feed),
  inject: [WebhookWorker, CHANGE_FEED],
};

const webhooks: FactoryProvider = {
  provide: Webhooks,
  useFactory: (readModel: ReadModel, log: EventLog, targets: Targets, box: SecretBox, host: WebhookHost) =>
    new Webhooks(readModel, log, targets, box, () => host.wake()),
  inject: [READ_MODEL, EVENT_LOG, Targets, SecretBox, WebhookHost],
};

const deliveries: FactoryProvider = {
  provide: WebhookDeliveries,
  useFactory: (readModel: ReadModel, all: Webhooks, worker: WebhookWorker, host: WebhookHost) =>
    new WebhookDeliveries(readModel, all, worker, host),
  inject: [READ_MODEL, Webhooks, WebhookWorker, WebhookHost],
};

/** Webhooks: subscriptions, and the worker that delivers to them. */
@Module({
  controllers: [WebhooksController, WebhookDeliveriesController],
  providers: [targets, box, DeliveryMetrics, worker, host, webhooks, deliveries],
})
export class WebhooksModule {}
