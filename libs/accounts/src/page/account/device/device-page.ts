import { Component, computed, inject, input, resource, signal } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { Button } from '@reprise/web/shared/parts/button.ts';
import { AccountApi } from '../../api/account-api.ts';
import { CurrentUser } from '@reprise/web/core/session/current-user.ts';
import { FirstAdmin } from '../../first-admin.ts';
import { Live } from '@reprise/web/core/live/live.ts';
import { PageHeading } from '@reprise/web/core/page/page-heading.ts';
import { PageState } from '@reprise/web/core/page/page-state.ts';
import { messageOf } from '@reprise/web/core/problem.ts';
import { Sending } from '@reprise/web/shared/form/fields.ts';
import { TextInput } from '@reprise/web/shared/form/text-input.ts';
import { Icon } from '@reprise/web/shared/parts/icon.ts';
import { DeviceRequestPanel } from './device-request-panel.ts';

/**
 * Asks the user whether a program, such as the `reprise` command, may act on the user's behalf. The link to the page
 * contains the code.
 */
@Component({
  selector: 'rp-device-page',
  imports: [DeviceRequestPanel, Icon, Button, PageHeading, RouterLink, TextInput],
  template: `<div class="head"><h1 rpPageHeading>Sign in a program</h1></div>
    <div class="pad stack">
      @if (isMachine()) {
        <div class="empty">
          <rp-icon class="xl" name="user-round" />
          <h2>The local administrator has no account</h2>
          <p>A program acts in the name of a person. Sign in with your account, then open the link again.</p>
          @if (firstAdmin.canBeMade()) {
            <div class="row">
              <button matButton="filled" type="button" (click)="firstAdmin.resume()">Make the first account</button>
            </div>
          }
        </div>
      } @else if (ending() === 'approved') {
        <div class="empty" role="status">
          <rp-icon class="xl good" name="circle-check" />
          <h2>The program is signed in</h2>
          <p>Go back to it; you can close this page. It has an API token of yours, which you can revoke at any time.</p>
          <div class="row"><a matButton="outlined" routerLink="/account/tokens">API tokens</a></div>
        </div>
      } @else if (ending() === 'rejected') {
        <div class="empty" role="status">
          <rp-icon class="xl" name="ban" />
          <h2>The program is rejected</h2>
          <p>It got no token. If you did not start it, nothing else has to be done.</p>
        </div>
      } @else if (waiting.hasValue()) {
        <rp-device-request-panel [asked]="waiting.value()" [most]="most()" (answered)="ending.set($event)" />
      } @else {
        <section class="panel">
          <form class="body" novalidate (submit)="$event.preventDefault(); find()">
            <rp-text-input
              label="Code"
              hint="As the program shows it, for example LAB2-7KEY"
              [mono]="true"
              [most]="20"
              [(value)]="entered"
              [error]="sending.errorOf('code') || error()"
            />
            <div class="row">
              <button matButton="filled" type="submit" [disabled]="waiting.isLoading()">Continue</button>
            </div>
          </form>
        </section>
      }
    </div>`,
  styleUrl: '../panel.css',
  styles: `
    .stack {
      max-width: 620px;
    }
  `,
})
export class DevicePage {
  private readonly api = inject(AccountApi);
  private readonly router = inject(Router);
  private readonly user = inject(CurrentUser);
  protected readonly firstAdmin = inject(FirstAdmin);
  /** Code in the address. */
  readonly code = input('');
  protected readonly isMachine = computed(() => this.user.session()?.kind === 'machine');
  protected readonly most = computed(() => this.user.session()?.role ?? 'viewer');
  protected readonly ending = signal<'approved' | 'rejected' | null>(null);
  protected readonly entered = signal('');
  protected readonly sending = new Sending(['code']);
  protected readonly waiting = resource({
    params: () => (this.user.account() && this.code() ? this.code() : undefined),
    loader: ({ params }) => this.api.device(params),
  });
  protected readonly error = computed(() => (this.waiting.error() ? messageOf(this.waiting.error()) : ''));

  constructor() {
    inject(PageState).show('Sign in a program');
    inject(Live).follow(null);
  }

  protected find(): void {
    const code = this.entered().trim();
    if (!this.sending.accepts({ code: code ? '' : 'Enter the code' })) return;
    if (code === this.code()) this.waiting.reload();
    else void this.router.navigate([], { queryParams: { code } });
  }
}
