import { Logger, type Provider } from '@nestjs/common';
import type { Connections } from '../shared/servers/connections.ts';
import { Metrics } from '../shared/metrics/metrics.ts';
import type { GatewaySettings } from '../shared/settings.ts';
import { SecretBox, Targets, WebhookWorker } from '@reprise/webhooks';
import { WebhookDeliveries } from './webhook-deliveries.service.ts';
import { WebhookHost } from './webhook-host.ts';
import { Webhooks } from './webhooks.service.ts';

/** All of the webhooks but their controllers. */
export function webhooks({ webhooks: settings }: GatewaySettings, connections: Connections): Provider[] {
  const { readModel, log, feed } = connections;
  const logger = new Logger('Webhooks');
  const targets = new Targets(settings.allowPrivate);
  const box = new SecretBox(settings.keyFile);
  const worker = (metrics: Metrics) =>
    new WebhookWorker({
      ...{ readModel, targets, box, now: Date.now, random: Math.random },
      ended: (outcome) => metrics.delivery(outcome),
      warn: (line) => logger.warn(line),
    });
  return [
    { provide: WebhookWorker, useFactory: worker, inject: [Metrics] },
    {
      provide: WebhookHost,
      useFactory: (worker: WebhookWorker) => new WebhookHost(worker, feed),
      inject: [WebhookWorker],
    },
    {
      provide: Webhooks,
      useFactory: (host: WebhookHost) => new Webhooks(readModel, log, targets, box, () => host.wake()),
      inject: [WebhookHost],
    },
    {
      provide: WebhookDeliveries,
      useFactory: (all: Webhooks, worker: WebhookWorker, host: WebhookHost) =>
        new WebhookDeliveries(readModel, all, worker, host),
      inject: [Webhooks, WebhookWorker, WebhookHost],
    },
  ];
}
