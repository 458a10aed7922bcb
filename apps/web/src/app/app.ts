import { Component, computed, DOCUMENT, inject } from '@angular/core';
import { FirstAdmin } from './core/session/first-admin.ts';
import { Session } from './core/session.ts';
import { FirstAdminPage } from './features/sign-in/first-admin-page.ts';
import { InvitePage } from './features/sign-in/invite-page.ts';
import { SignInPage } from './features/sign-in/sign-in-page.ts';
import { MissingView } from './shared/missing/missing-view.ts';
import { Shell } from './shell/shell.ts';

@Component({
  selector: 'app-root',
  imports: [FirstAdminPage, InvitePage, MissingView, Shell, SignInPage],
  template: `@switch (view()) {
    @case ('invite') {
      @defer (on immediate) {
        <rp-invite-page />
      } @placeholder {
        <p role="status">Loading…</p>
      } @error {
        <rp-missing-view />
      }
    }
    @case ('sign-in') {
      @defer (on immediate) {
        <rp-sign-in-page />
      } @error {
        <rp-missing-view />
      }
    }
    @case ('first-admin') {
      @defer (on immediate) {
        <rp-first-admin-page (done)="reload()" (later)="firstAdmin.postpone()" />
      } @error {
        <rp-missing-view />
      }
    }
    @case ('shell') {
      <rp-shell />
    }
  }`,
})
export class App {
  private readonly document = inject(DOCUMENT);
  private readonly session = inject(Session);
  protected readonly firstAdmin = inject(FirstAdmin);
  /** The page of a one-time link has no use for the shell, and its reader has no session. */
  private readonly isInvite = this.document.location.pathname === '/invite';
  protected readonly view = computed(() => {
    if (this.isInvite) return 'invite';
    if (this.session.signedOut()) return 'sign-in';
    return { yes: 'first-admin', no: 'shell', unknown: null }[this.firstAdmin.isDue()];
  });

  protected reload(): void {
    this.document.location.reload();
  }
}
