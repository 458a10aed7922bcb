import { Component, computed, inject, resource } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { TokenSecretView, TokenView } from '../../../contract/index.ts';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { AccountApi } from '../../api/account-api.ts';
import { Clock } from '@reprise/web/core/clock.ts';
import { CurrentUser } from '@reprise/web/core/session/current-user.ts';
import { lastValue } from '@reprise/web/core/last-value.ts';
import { Live } from '@reprise/web/core/live/live.ts';
import { PageHeading } from '@reprise/web/core/page/page-heading.ts';
import { PageState } from '@reprise/web/core/page/page-state.ts';
import { Toasts } from '@reprise/web/core/page/toasts.ts';
import { messageOf } from '@reprise/web/core/problem.ts';
import { Sheets } from '@reprise/web/core/sheets.ts';
import { ErrorNote } from '@reprise/web/shared/parts/error-note.ts';
import { confirm } from '@reprise/web/shared/parts/confirm-dialog.ts';
import { Sending } from '@reprise/web/shared/form/fields.ts';
import { dateTime } from '@reprise/web/shared/format.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { LoadError } from '@reprise/web/shared/reading/load-error.ts';
import { People } from '@reprise/web/shared/people/people.ts';
import { effectiveRole, roleWord } from '@reprise/web/shared/people/role-text.ts';
import { When } from '@reprise/web/shared/parts/when.ts';
import { TokenDialog } from './token-dialog.ts';
import { TokenSecretDialog } from './token-secret-dialog.ts';

/** Tokens that end within this time are highlighted. */
const SOON_MS = 3 * 86_400_000;

/** API tokens of the user: rights, expiry and last use. */
@Component({
  selector: 'rp-tokens-page',
  imports: [ErrorNote, Icon, LoadError, Button, PageHeading, RouterLink, When],
  templateUrl: './tokens-page.html',
  styleUrl: './tokens-page.css',
})
export class TokensPage {
  private readonly api = inject(AccountApi);
  private readonly sheets = inject(Sheets);
  private readonly toasts = inject(Toasts);
  private readonly people = inject(People);
  private readonly user = inject(CurrentUser);
  protected readonly clock = inject(Clock);
  protected readonly isMachine = computed(() => this.user.session()?.kind === 'machine');
  protected readonly read = resource({
    params: () => (this.user.account() ? true : undefined),
    loader: () => this.api.tokens(),
  });
  private readonly last = lastValue(this.read);
  protected readonly tokens = computed(() => this.last()?.items ?? null);
  protected readonly error = computed(() => (this.read.error() ? messageOf(this.read.error()) : ''));
  protected readonly sending = new Sending();
  protected readonly dateTime = dateTime;
  protected readonly roleWordOf = ({ role }: TokenView): string =>
    roleWord(effectiveRole(role, this.user.session()?.role ?? 'admin'));

  constructor() {
    inject(PageState).show('API tokens');
    inject(Live).follow(null);
  }

  protected stateOf({ expires_at }: TokenView): 'expired' | 'soon' | '' {
    const left = Date.parse(expires_at) - this.clock.now();
    return left <= 0 ? 'expired' : left < SOON_MS ? 'soon' : '';
  }

  protected async make(): Promise<void> {
    const options = { label: 'New API token', width: '520px' };
    const made = await this.sheets.open<TokenSecretView>(TokenDialog, this.user.session()?.role ?? 'viewer', options);
    if (!made) return;
    await this.sheets.open(TokenSecretDialog, made, { label: 'The new API token', width: '560px', held: true });
    this.read.reload();
    void this.people.read();
  }

  protected async revoke({ token_id, name }: TokenView): Promise<void> {
    const sure = await confirm(this.sheets, {
      title: `Revoke the token ${name}?`,
      lead: 'Programs that use it are rejected at once. The history keeps its name. This cannot be undone.',
      verb: 'Revoke token',
      stay: 'Keep it',
      icon: 'trash',
      destructive: true,
    });
    if (!sure) return;
    const revoked = await this.sending.send(() => this.api.revokeToken(token_id).then(() => true));
    if (!revoked) return;
    this.toasts.say(`The token ${name} is revoked.`);
    this.read.reload();
  }
}
