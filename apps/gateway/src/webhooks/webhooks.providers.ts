import { Logger, type Provider } from '@nestjs/common';
import type { Connections } from '../infrastructure/connections.ts';
import type { GatewaySettings } from '../settings.ts';
import { SecretBox } from './secrets.ts';
import { Targets } from './target.ts';
import { WebhookDeliveries } from './webhook-deliveries.service.ts';
import { WebhookHost } from './webhook-host.ts';
import { WebhookWorker } from './worker.ts';
import { Webhooks } from './webhooks.service.ts';

/** All of the webhooks but their controllers. */
export function webhooks({ webhooks: settings }: GatewaySettings, connections: Connections): Provider[] {
  const { readModel, log, feed } = connections;
  const logger = new Logger('Webhooks');
  const targets = new Targets(settings.allowPrivate);
  const box = new SecretBox(settings.keyFile);
  const worker = new WebhookWorker({
    ...{ readModel, targets, box, now: Date.now, random: Math.random },
    tell: (line) => logger.warn(line),
  });
  const host = new WebhookHost(worker, feed);
  const service = new Webhooks(readModel, log, targets, box, () => host.wake());
  return [
    { provide: WebhookHost, useValue: host },
    { provide: Webhooks, useValue: service },
    { provide: WebhookDeliveries, useValue: new WebhookDeliveries(readModel, service, worker, host) },
  ];
}
