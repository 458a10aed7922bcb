import { Component, computed, inject, input, resource } from '@angular/core';
import type { WebhookDeliveryView } from '../../contract/index.ts';
import { lastValue } from '@reprise/web/core/last-value.ts';
import { messageOf } from '@reprise/web/core/problem.ts';
import { ErrorNote } from '@reprise/web/shared/parts/error-note.ts';
import { clockTime, utc } from '@reprise/web/shared/format.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { addressOf, kindOfUrl } from '../channel-kind.ts';
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
  protected readonly request = computed(() => {
    const { url, headers, body } = this.detail()!.request;
    const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
    const post = kindOfUrl(url).inputType === 'url' ? [`POST ${addressOf(url)}`] : [];
    return [...post, ...lines, '', readable(body)].join('\n');
  });
  protected readonly address = addressOf;
  protected readonly time = clockTime;
  protected readonly utc = utc;
  protected readonly outcome = responseText;
}

/** Indents JSON. Returns other text, such as that of an e-mail, as it is. */
function readable(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}
