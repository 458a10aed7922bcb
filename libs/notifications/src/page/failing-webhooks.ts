import { computed, inject, Service, signal } from '@angular/core';
import { CurrentUser } from '@reprise/web/core/session/current-user.ts';
import { lookOften } from '@reprise/web/core/live/look-often.ts';
import { PageApiClient } from '@reprise/web/core/api/api-client.ts';
import { plural } from '@reprise/web/shared/format.ts';

/**
 * Number of webhooks whose last delivery failed, including disabled ones. Read every half minute and on each
 * navigation.
 */
@Service()
export class FailingWebhooks {
  private readonly user = inject(CurrentUser);
  /** Not the complete webhook client, because every page loads this one. */
  private readonly client = inject(PageApiClient);
  private readonly failing = signal(0);
  private readonly disabled = signal(0);
  readonly count = computed(() => this.failing() + this.disabled());
  /** "2 subscriptions are failing, 1 subscription is disabled" */
  readonly words = computed(() =>
    [toBe(this.failing(), 'failing'), toBe(this.disabled(), 'disabled')].filter(Boolean).join(', '),
  );

  constructor() {
    lookOften(() => void this.look());
  }

  private async look(): Promise<void> {
    await this.user.asked;
    if (this.user.whyNotRoute('GET /api/webhooks') !== null) return;
    const page = await this.client.get('/api/webhooks').catch(() => null); // read again in half a minute
    if (!page) return;
    const failed = page.items.filter(({ failing_since }) => failing_since !== null);
    const disabled = failed.filter(({ disabled_at }) => disabled_at !== null).length;
    this.disabled.set(disabled);
    this.failing.set(failed.length - disabled);
  }
}

const toBe = (n: number, what: string): string =>
  n === 0 ? '' : `${plural(n, 'subscription')} ${n === 1 ? 'is' : 'are'} ${what}`;
