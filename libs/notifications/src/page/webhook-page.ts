import { Component, computed, inject, input, resource, signal } from '@angular/core';
import { MatMenu, MatMenuItem, MatMenuTrigger } from '@angular/material/menu';
import { Router, RouterLink } from '@angular/router';
import type { WebhookSecretView, WebhookView } from '../contract/index.ts';
import { Button, IconButton } from '@reprise/web/shared/parts/button.ts';
import { Clock } from '@reprise/web/core/clock.ts';
import { lastValue } from '@reprise/web/core/last-value.ts';
import { Live } from '@reprise/web/core/live/live.ts';
import { PageState } from '@reprise/web/core/page/page-state.ts';
import { messageOf } from '@reprise/web/core/problem.ts';
import { Sheets } from '@reprise/web/core/sheets.ts';
import { Toasts } from '@reprise/web/core/page/toasts.ts';
import { ErrorNote } from '@reprise/web/shared/parts/error-note.ts';
import { People } from '@reprise/web/shared/people/people.ts';
import { Actor } from '@reprise/web/shared/people/actor.ts';
import { confirm } from '@reprise/web/shared/parts/confirm-dialog.ts';
import { CopyButton } from '@reprise/web/shared/parts/copy-button.ts';
import { count, dateTime } from '@reprise/web/shared/format.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { PageHeading } from '@reprise/web/core/page/page-heading.ts';
import { When } from '@reprise/web/shared/parts/when.ts';
import { Deliveries } from './deliveries/deliveries.ts';
import { poll } from '@reprise/web/shared/reading/poll.ts';
import { SecretDialog } from './dialogs/secret-dialog.ts';
import { addressText, kindOfUrl } from './channel-kind.ts';
import { quietHoursText } from './messages/message-choices-form.ts';
import { WebhookApi } from './webhook-api.ts';
import { WebhookDialog } from './dialogs/webhook-dialog.ts';
import { filterSummary, hostOf, responseText, typeText, webhookLook } from './webhook-text.ts';

/** Page of a subscription: its settings, status and deliveries. */
@Component({
  selector: 'rp-webhook-page',
  imports: [
    ErrorNote,
    Actor,
    CopyButton,
    Deliveries,
    Icon,
    Button,
    IconButton,
    MatMenu,
    MatMenuItem,
    MatMenuTrigger,
    PageHeading,
    RouterLink,
    When,
  ],
  templateUrl: './webhook-page.html',
  styleUrl: './webhook-page.css',
})
export class WebhookPage {
  private readonly api = inject(WebhookApi);
  private readonly sheets = inject(Sheets);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly page = inject(PageState);
  private readonly people = inject(People);
  readonly id = input.required<string>();
  /** The action that is in flight. */
  protected readonly doing = signal<'test' | 'enable' | 'disable' | 'rotate' | 'delete' | null>(null);
  /** Reading is suspended during a deletion, because the missing webhook would be shown as an error. */
  protected readonly deleting = computed(() => this.doing() === 'delete');
  protected readonly found = resource({
    params: () => (this.deleting() ? undefined : this.id()),
    loader: async ({ params }) => {
      const webhook = await this.api.find(params);
      this.page.show(webhook.description || hostOf(webhook.url));
      return webhook;
    },
  });
  protected readonly webhook = lastValue(this.found);
  protected readonly loadError = computed(() => (this.found.error() ? messageOf(this.found.error()) : ''));
  protected readonly clock = inject(Clock);
  protected readonly count = count;
  protected readonly dateTime = dateTime;
  protected readonly look = webhookLook;
  protected readonly words = typeText;
  protected readonly filter = (webhook: WebhookView) => filterSummary(webhook, (actor) => this.people.text(actor));
  protected readonly host = hostOf;
  protected readonly kind = kindOfUrl;
  protected readonly quietHours = quietHoursText;
  protected readonly address = (url: string) => addressText(url, (actor) => this.people.text(actor));
  protected readonly outcome = responseText;
  protected readonly problem = signal('');
  /** Number of actions that may have caused a new delivery. */
  protected readonly touched = signal(0);

  constructor() {
    this.page.show('Subscription');
    inject(Live).follow(null);
    poll(() => this.found.reload());
  }

  protected test(): Promise<void> {
    return this.run('test', async () => {
      const { status, last_try } = await this.api.test(this.id());
      this.touched.update((n) => n + 1);
      if (status === 'delivered') this.toasts.say(`Test delivered: ${responseText(last_try)}`);
      else this.problem.set(`The test failed. ${responseText(last_try)}`);
    });
  }

  protected turn(on: boolean): Promise<void> {
    return this.run(on ? 'enable' : 'disable', async () => {
      this.found.set(await (on ? this.api.enable(this.id()) : this.api.disable(this.id())));
      this.toasts.say(on ? 'Enabled. The events that it missed are delivered now' : 'Disabled. No event is sent');
    });
  }

  protected async edit(): Promise<void> {
    const options = { label: 'Change the subscription', width: '640px' };
    const changed = await this.sheets.open<WebhookView>(WebhookDialog, this.webhook(), options);
    if (changed) this.found.set(changed);
  }

  protected async rotate(): Promise<void> {
    const sure = await confirm(this.sheets, {
      title: 'Rotate the secret?',
      lead: 'Deliveries are also signed with the old secret for 24 hours, so that the receiver can switch.',
      verb: 'Rotate secret',
      stay: 'Keep the old one',
      icon: 'key-round',
    });
    if (!sure) return;
    let rotated: WebhookSecretView | undefined;
    await this.run('rotate', async () => {
      rotated = await this.api.rotate(this.id());
      this.found.set(rotated.webhook);
    });
    if (rotated?.secret)
      await this.sheets.open(SecretDialog, rotated.secret, {
        label: 'Secret of the webhook',
        width: '560px',
        held: true,
      });
  }

  protected async remove(): Promise<void> {
    const sure = await confirm(this.sheets, {
      title: 'Delete this subscription?',
      lead: 'Nothing is delivered to it any more, and its list of deliveries is deleted. The list of changes keeps that it existed and who deleted it.',
      verb: 'Delete subscription',
      stay: 'Keep it',
      icon: 'trash',
      destructive: true,
    });
    if (!sure) return;
    await this.run('delete', async () => {
      await this.api.remove(this.id());
      this.toasts.say('Subscription deleted');
      await this.router.navigate(['/webhooks']);
    });
  }

  private async run(what: NonNullable<ReturnType<typeof this.doing>>, action: () => Promise<void>): Promise<void> {
    if (this.doing()) return;
    this.doing.set(what);
    this.problem.set('');
    try {
      await action();
    } catch (error) {
      this.problem.set(messageOf(error));
    } finally {
      this.doing.set(null);
    }
  }
}
