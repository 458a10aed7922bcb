import { Inject, Injectable } from '@nestjs/common';
import type { WebhookDeliveryStatus } from '../contract/index.ts';
import type { ReadModel } from '@reprise/read-model';
import { countPendingDeliveries } from '../webhooks/index.ts';
import { Counter, Registry } from 'prom-client';
import { gaugeOf } from '@reprise/gateway/shared/metrics/gauge-of.ts';
import { readForScrapes } from '@reprise/gateway/shared/metrics/memoize-for.ts';
import { READ_MODEL } from '@reprise/gateway/shared/servers/tokens.ts';

/** Counts deliveries that ended in this gateway, and pending deliveries of all gateways. */
@Injectable()
export class DeliveryMetrics {
  readonly #deliveries: Counter<'outcome'>;

  constructor(registry: Registry, @Inject(READ_MODEL) readModel: ReadModel) {
    this.#deliveries = new Counter({
      name: 'reprise_webhook_deliveries_total',
      help: 'Deliveries of events to webhooks that this gateway ended, by how',
      labelNames: ['outcome'],
      registers: [registry],
    });
    for (const outcome of ['delivered', 'failed'] as const) this.#deliveries.inc({ outcome }, 0);
    gaugeOf(registry, {
      name: 'reprise_webhook_deliveries_pending',
      help: 'Deliveries of webhooks that are not over, of all gateways',
      read: readForScrapes(() => countPendingDeliveries(readModel)),
    });
  }

  count(outcome: Exclude<WebhookDeliveryStatus, 'pending'>): void {
    this.#deliveries.inc({ outcome });
  }
}
