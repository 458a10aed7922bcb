import { computed, inject, Service, signal } from '@angular/core';
import { CurrentUser } from '../../core/session/current-user.ts';
import { lookOften } from '../../core/live/look-often.ts';
import { WebhookApi } from '../../core/api/webhook-api.ts';
import { plural } from '../../shared/format.ts';

/** Number of webhooks whose last delivery failed, disabled ones included; read every half minute and on each navigation. */
@Service()
export class FailingWebhooks {
  private readonly user = inject(CurrentUser);
  private readonly api = inject(WebhookApi);
  readonly count = signal(0);
  /** "2 webhooks are failing" */
  readonly words = computed(() => `${plural(this.count(), 'webhook')} ${this.count() === 1 ? 'is' : 'are'} failing`);

  constructor() {
    lookOften(() => void this.look());
  }

  private async look(): Promise<void> {
    await this.user.asked;
    if (this.user.whyNotRoute('GET /api/webhooks') !== null) return;
    const page = await this.api.list().catch(() => null); // read again in half a minute
    if (page) this.count.set(page.items.filter(({ failing_since }) => failing_since !== null).length);
  }
}
