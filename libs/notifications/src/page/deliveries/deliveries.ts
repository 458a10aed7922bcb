import { Component, computed, effect, inject, input, resource, signal, untracked } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { WebhookDeliveryStatus, WebhookDeliveryView, WebhookView } from '../../contract/index.ts';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { Clock } from '@reprise/web/core/clock.ts';
import { lastValue } from '@reprise/web/core/last-value.ts';
import { messageOf } from '@reprise/web/core/problem.ts';
import { Toasts } from '@reprise/web/core/page/toasts.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { When } from '@reprise/web/shared/parts/when.ts';
import { DeliveryDetail } from './delivery-detail.ts';
import { poll } from '@reprise/web/shared/reading/poll.ts';
import { WebhookApi } from '../webhook-api.ts';
import {
  aboutText,
  deliveryLook,
  heldText,
  noDeliveryText,
  responseText,
  triesText,
  typeText,
} from '../webhook-text.ts';

const PAGE = 50;
const MAX_SHOWN = 1000;

/** Deliveries of a webhook, the newest first. Each expands to its request and responses. */
@Component({
  selector: 'rp-deliveries',
  imports: [DeliveryDetail, Icon, Button, RouterLink, When],
  templateUrl: './deliveries.html',
  styleUrl: './deliveries.css',
})
export class Deliveries {
  private readonly api = inject(WebhookApi);
  private readonly toasts = inject(Toasts);
  readonly webhook = input.required<WebhookView>();
  /** Increases when there may be a new delivery. */
  readonly touched = input(0);
  /** Whether reading is suspended. */
  readonly still = input(false);
  protected readonly status = signal<WebhookDeliveryStatus | null>(null);
  private readonly limit = signal(PAGE);
  protected readonly list = resource({
    params: () =>
      this.still() ? undefined : { id: this.webhook().webhook_id, limit: this.limit(), status: this.status() },
    loader: ({ params }) => this.api.deliveries(params.id, params.limit, params.status),
  });
  protected readonly page = lastValue(this.list);
  protected readonly error = computed(() => (this.list.error() ? messageOf(this.list.error()) : ''));
  protected readonly mayGrow = computed(() => !!this.page()?.next_cursor && this.limit() < MAX_SHOWN);
  protected readonly open = signal<string | null>(null);
  protected readonly replaying = signal<string | null>(null);
  /** Why a replay failed, and of which delivery. */
  protected readonly refused = signal<{ id: string; why: string } | null>(null);
  protected readonly tabs: readonly { word: string; status: WebhookDeliveryStatus | null }[] = [
    { word: 'All', status: null },
    { word: 'Pending', status: 'pending' },
    { word: 'Delivered', status: 'delivered' },
    { word: 'Failed', status: 'failed' },
  ];
  protected readonly look = deliveryLook;
  protected readonly words = typeText;
  protected readonly about = aboutText;
  protected readonly none = noDeliveryText;
  protected readonly outcome = responseText;
  protected readonly tries = triesText;
  protected readonly isDisabled = computed(() => this.webhook().disabled_at !== null);
  protected readonly clock = inject(Clock);
  protected readonly held = computed(() => heldText(this.webhook(), this.clock.now()));

  constructor() {
    poll(() => this.list.reload());
    effect(() => {
      if (this.touched()) untracked(() => this.list.reload());
    });
  }

  protected show(status: WebhookDeliveryStatus | null): void {
    this.status.set(status);
    this.limit.set(PAGE);
  }

  protected more(): void {
    this.limit.update((limit) => Math.min(limit + PAGE, MAX_SHOWN));
  }

  protected toggle(id: string): void {
    this.open.update((open) => (open === id ? null : id));
  }

  /** Why a delivery cannot be sent again now; null if it can. A replay in quiet hours is sent when they end. */
  protected whyNot({ status }: WebhookDeliveryView): string | null {
    if (this.isDisabled()) return 'Enable the subscription first.';
    return this.held() && status === 'pending' ? `It waits ${this.held()}.` : null;
  }

  protected async replay(one: WebhookDeliveryView): Promise<void> {
    const { delivery_id, tries } = one;
    if (this.replaying() || this.whyNot(one)) return;
    this.replaying.set(delivery_id);
    this.refused.set(null);
    try {
      await this.api.replay(this.webhook().webhook_id, delivery_id);
      this.toasts.say(this.held() ? `It waits ${this.held()}` : tries ? 'It is sent again now' : 'It is sent now');
      this.list.reload();
    } catch (error) {
      this.refused.set({ id: delivery_id, why: messageOf(error) });
    } finally {
      this.replaying.set(null);
    }
  }
}
