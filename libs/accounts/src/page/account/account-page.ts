import { Component, computed, inject, resource } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { AccountApi } from '../api/account-api.ts';
import { CurrentUser } from '@reprise/web/core/session/current-user.ts';
import { FirstAdmin } from '../first-admin.ts';
import { lastValue } from '@reprise/web/core/last-value.ts';
import { Live } from '@reprise/web/core/live/live.ts';
import { PageHeading } from '@reprise/web/core/page/page-heading.ts';
import { PageState } from '@reprise/web/core/page/page-state.ts';
import { messageOf } from '@reprise/web/core/problem.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { LoadError } from '@reprise/web/shared/reading/load-error.ts';
import { People } from '@reprise/web/shared/people/people.ts';
import { ProfilePanel } from './profile-panel.ts';
import { SessionsPanel } from './sessions-panel.ts';
import { PasskeysPanel } from './sign-in/passkeys-panel.ts';
import { PasswordPanel } from './sign-in/password-panel.ts';
import { TotpPanel } from './sign-in/totp-panel.ts';

/** The user's own account: profile, sign-in methods, sessions. */
@Component({
  selector: 'rp-account-page',
  imports: [
    ...[Icon, LoadError, Button, PageHeading, RouterLink],
    ...[PasskeysPanel, PasswordPanel, ProfilePanel, SessionsPanel, TotpPanel],
  ],
  template: `<div class="head">
      <h1 rpPageHeading>Account</h1>
      @if (account()) {
        <a matButton="outlined" class="right" routerLink="/account/tokens"><rp-icon name="key-round" />API tokens</a>
      }
    </div>
    <div class="pad stack">
      @if (isMachine()) {
        <div class="empty">
          <rp-icon class="xl" name="user-round" />
          <h2>The local administrator has no account</h2>
          <p>You came by the token of the server. With an account of your own, the history names you.</p>
          @if (firstAdmin.canBeMade()) {
            <div class="row">
              <button matButton="filled" type="button" (click)="firstAdmin.resume()">Make the first account</button>
            </div>
          }
        </div>
      } @else if (error()) {
        <rp-load-error what="your account" [why]="error()" (again)="read.reload()" />
      } @else if (account(); as account) {
        <rp-profile-panel [account]="account" (changed)="refresh()" />
        @if (account.has_password) {
          <rp-password-panel />
        }
        <rp-passkeys-panel [passkeys]="account.passkeys" (changed)="read.reload()" />
        @if (account.has_password) {
          <rp-totp-panel
            [isOn]="account.totp_enabled"
            [codesLeft]="account.backup_codes_left"
            (changed)="read.reload()"
          />
        }
        <rp-sessions-panel />
      } @else {
        <span class="sk"></span><span class="sk"></span>
      }
    </div>`,
  styles: `
    .stack {
      max-width: 760px;
    }
  `,
})
export class AccountPage {
  private readonly api = inject(AccountApi);
  private readonly user = inject(CurrentUser);
  private readonly people = inject(People);
  protected readonly firstAdmin = inject(FirstAdmin);
  protected readonly isMachine = computed(() => this.user.session()?.kind === 'machine');
  protected readonly read = resource({
    params: () => (this.user.account() ? true : undefined),
    loader: () => this.api.account(),
  });
  protected readonly account = lastValue(this.read);
  protected readonly error = computed(() => (this.read.error() ? messageOf(this.read.error()) : ''));

  constructor() {
    inject(PageState).show('Account');
    inject(Live).follow(null);
  }

  /** Reloads everything that shows a name. */
  protected refresh(): void {
    this.read.reload();
    void this.user.refresh();
    void this.people.read();
  }
}
