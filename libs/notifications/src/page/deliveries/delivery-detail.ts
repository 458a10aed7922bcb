import { Component, computed, inject, input, resource } from '@angular/core';
import type { WebhookDeliveryView } from '../../contract/index.ts';
import { lastValue } from '@reprise/web/core/last-value.ts';
import { messageOf } from '@reprise/web/core/problem.ts';
import { ErrorNote } from '@reprise/web/shared/parts/error-note.ts';
import { clockTime, utc } from '@reprise/web/shared/format.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { WebhookApi } from '../webhook-api.ts';
import { responseText } from '../webhook-text.ts';

/** Request and responses of a delivery. Read again after each new try. */
@Component({
  selector: 'rp-delivery-detail',
  imports: [ErrorNote, Icon],
  templateUrl: './delivery-detail.html',
  styleUrl: './delivery-detail.css',
})
export class DeliveryDetail {
  private readonly api = inject(WebhookApi);
  readonly delivery = input.required<WebhookDeliveryView>();
  private readonly key = computed(() => {
    const { webhook_id, delivery_id, last_try } = this.delivery();
    return [webhook_id, delivery_id, last_try?.at ?? ''].join(' ');
  });
  private readonly read = resource({
    params: () => this.key(),
    loader: ({ params }) => {
      const [webhook = '', delivery = ''] = params.split(' ');
      return this.api.delivery(webhook, delivery);
    },
  });
  protected readonly detail = lastValue(this.read);
  protected readonly error = computed(() => (this.read.error() ? messageOf(this.read.error()) : ''));
  protected readonly headers = computed(() =>
    Object.entries(this.detail()?.request.headers ?? {})
      .map(([name, value]) => `${name}: ${value}`)
      .join('\n'),
  );
  protected readonly body = computed(() => {
    const body = this.detail()?.request.body ?? '{}';
    return JSON.stringify(JSON.parse(body), null, 2);
  });
  protected readonly time = clockTime;
  protected readonly utc = utc;
  protected readonly outcome = responseText;
}
