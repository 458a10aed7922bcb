import { Component, computed, inject, resource } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { WebhookChange, WebhookSecretView, WebhookView } from '../contract/index.ts';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { Clock } from '@reprise/web/core/clock.ts';
import { lastValue } from '@reprise/web/core/last-value.ts';
import { Live } from '@reprise/web/core/live/live.ts';
import { PageState } from '@reprise/web/core/page/page-state.ts';
import { messageOf } from '@reprise/web/core/problem.ts';
import { Sheets } from '@reprise/web/core/sheets.ts';
import { People } from '@reprise/web/shared/people/people.ts';
import { dateTime } from '@reprise/web/shared/format.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { LoadError } from '@reprise/web/shared/reading/load-error.ts';
import { PageHeading } from '@reprise/web/core/page/page-heading.ts';
import { When } from '@reprise/web/shared/parts/when.ts';
import { poll } from '@reprise/web/shared/reading/poll.ts';
import { SecretDialog } from './dialogs/secret-dialog.ts';
import { addressText } from './channel-kind.ts';
import { WebhookApi } from './webhook-api.ts';
import { WebhookDialog } from './dialogs/webhook-dialog.ts';
import { changeSummary, filterSummary, hostOf, responseText, typesSummary, webhookLook } from './webhook-text.ts';

/** Number of changes shown below the list. */
const CHANGES = 10;

/** List of the subscriptions with their status, and their latest changes. */
@Component({
  selector: 'rp-webhooks-page',
  imports: [Icon, LoadError, Button, PageHeading, RouterLink, When],
  templateUrl: './webhooks-page.html',
  styleUrl: './webhooks-page.css',
})
export class WebhooksPage {
  private readonly api = inject(WebhookApi);
  private readonly sheets = inject(Sheets);
  private readonly router = inject(Router);
  private readonly people = inject(People);
  protected readonly list = resource({ loader: () => this.api.list() });
  private readonly log = resource({ loader: () => this.api.changes(CHANGES) });
  private readonly lastList = lastValue(this.list);
  private readonly lastLog = lastValue(this.log);
  protected readonly webhooks = computed(() => this.lastList()?.items ?? null);
  protected readonly changes = computed(() => this.lastLog()?.items ?? []);
  protected readonly error = computed(() => (this.list.error() ? messageOf(this.list.error()) : ''));
  protected readonly clock = inject(Clock);
  protected readonly dateTime = dateTime;
  protected readonly look = webhookLook;
  protected readonly types = typesSummary;
  protected readonly filter = (webhook: WebhookView) => filterSummary(webhook, (actor) => this.people.text(actor));
  protected readonly host = hostOf;
  protected readonly address = (url: string) => addressText(url, (actor) => this.people.text(actor));
  protected readonly outcome = responseText;
  protected readonly words = (change: WebhookChange) => changeSummary(change, (actor) => this.people.text(actor));

  constructor() {
    inject(PageState).show('Notifications');
    inject(Live).follow(null);
    poll(() => {
      this.list.reload();
      this.log.reload();
    });
  }

  protected nameOf(id: string): string {
    const webhook = this.webhooks()?.find(({ webhook_id }) => webhook_id === id);
    return webhook ? webhook.description || hostOf(webhook.url) : '';
  }

  protected async make(): Promise<void> {
    const options = { label: 'New subscription', width: '640px' };
    const made = await this.sheets.open<WebhookSecretView>(WebhookDialog, null, options);
    if (!made) return;
    if (made.secret !== null)
      await this.sheets.open(SecretDialog, made.secret, { label: 'Secret of the webhook', width: '560px', held: true });
    await this.router.navigate(['/webhooks', made.webhook.webhook_id]);
  }
}
