import { Component, computed, inject, resource } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import type { WebhookChange, WebhookSecretView } from '@reprise/contracts';
import { Button } from '../../shared/button.ts';
import { Clock } from '../../core/clock.ts';
import { lastValue } from '../../core/last-value.ts';
import { Live } from '../../core/live/live.ts';
import { PageState } from '../../core/page/page-state.ts';
import { messageOf } from '../../core/problem.ts';
import { Sheets } from '../../core/sheets.ts';
import { People } from '../../shared/people/people.ts';
import { dateTime } from '../../shared/format.ts';
import { Icon } from '../../shared/icon.ts';
import { LoadError } from '../../shared/load-error.ts';
import { PageHeading } from '../../core/page/page-heading.ts';
import { When } from '../../shared/when.ts';
import { poll } from '../../shared/poll.ts';
import { SecretDialog } from './dialogs/secret-dialog.ts';
import { WebhookApi } from '../../core/api/webhook-api.ts';
import { WebhookDialog } from './dialogs/webhook-dialog.ts';
import { changeInWords, filterInWords, hostOf, responseText, typesInWords, webhookLook } from './webhook-words.ts';

/** Number of changes shown below the list. */
const CHANGES = 10;

/** List of the webhooks with their status, and their latest changes. */
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
  protected readonly types = typesInWords;
  protected readonly filter = filterInWords;
  protected readonly host = hostOf;
  protected readonly outcome = responseText;
  protected readonly words = (change: WebhookChange) => changeInWords(change, (actor) => this.people.text(actor));

  constructor() {
    inject(PageState).show('Webhooks');
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
    const options = { label: 'New webhook', width: '640px' };
    const made = await this.sheets.open<WebhookSecretView>(WebhookDialog, null, options);
    if (!made) return;
    await this.sheets.open(SecretDialog, made.secret, { label: 'Secret of the webhook', width: '560px', held: true });
    await this.router.navigate(['/webhooks', made.webhook.webhook_id]);
  }
}
