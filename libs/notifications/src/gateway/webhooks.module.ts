import { dirname, join } from 'node:path';
import { Logger, Module, type FactoryProvider } from '@nestjs/common';
import type { ReadModel } from '@reprise/read-model';
import { SecretBox, Targets, WebhookBackup, webhookChannel, WebhookWorker } from '../webhooks/index.ts';
import { SETTINGS, WRITE_MODEL } from '@reprise/gateway/shared/servers/tokens.ts';
import type { GatewaySettings } from '@reprise/gateway/shared/settings.ts';
import { DeliveryMetrics } from './delivery-metrics.ts';
import { WebhookDeliveriesController } from './webhook-deliveries.controller.ts';
import { WebhookDeliveries } from './webhook-deliveries.service.ts';
import { WebhookHost } from './webhook-host.ts';
import { WebhooksController } from './webhooks.controller.ts';
import { Webhooks } from './webhooks.service.ts';

const targets: FactoryProvider<Targets> = {
  provide: Targets,
  useFactory: ({ webhooks }: GatewaySettings) => new Targets(webhooks.allowPrivate),
  inject: [SETTINGS],
};

const box: FactoryProvider<SecretBox> = {
  provide: SecretBox,
  useFactory: ({ webhooks }: GatewaySettings) => new SecretBox(webhooks.keyFile),
  inject: [SETTINGS],
};

const backup: FactoryProvider<WebhookBackup> = {
  provide: WebhookBackup,
  useFactory: (readModel: ReadModel, { webhooks }: GatewaySettings) =>
    new WebhookBackup(readModel, join(dirname(webhooks.keyFile), 'backup.json')),
  inject: [WRITE_MODEL, SETTINGS],
};

const worker: FactoryProvider<WebhookWorker> = {
  provide: WebhookWorker,
  useFactory: (readModel: ReadModel, targets: Targets, box: SecretBox, metrics: DeliveryMetrics) => {
    const logger = new Logger('Webhooks');
    return new WebhookWorker({
      readModel,
      now: Date.now,
      random: Math.random,
      channel: webhookChannel({ targets, box, now: Date.now }),
      ended: (outcome) => metrics.count(outcome),
      warn: (line) => logger.warn(line),
    });
  },
  inject: [WRITE_MODEL, Targets, SecretBox, DeliveryMetrics],
};

/** Webhooks: subscriptions, and the worker that delivers to them. */
@Module({
  controllers: [WebhooksController, WebhookDeliveriesController],
  providers: [targets, box, backup, DeliveryMetrics, worker, WebhookHost, Webhooks, WebhookDeliveries],
})
export class WebhooksModule {}
