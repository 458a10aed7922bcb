import { computed, DOCUMENT, inject, Service } from '@angular/core';
import { FirstAdmin } from '../first-admin.ts';
import { Session } from '@reprise/web/core/session.ts';
import type { Gate, GateOffer } from '@reprise/web/shared/wings/gate.ts';

const invitePage = () => import('./invite-page.ts').then((m) => m.InvitePage);
const signInPage = () => import('./sign-in-page.ts').then((m) => m.SignInPage);
const firstAdminPage = () => import('./first-admin-page.ts').then((m) => m.FirstAdminPage);

/** Pages where people sign in, accept an invitation or create the first account. */
@Service()
export class AccountGate implements Gate {
  private readonly session = inject(Session);
  private readonly firstAdmin = inject(FirstAdmin);
  /** The page of a one-time link is shown without the shell, because its visitors have no session. */
  private readonly isInvite = inject(DOCUMENT).location.pathname === '/invite';

  readonly page = computed(() => {
    if (this.isInvite) return invitePage;
    if (this.session.signedOut()) return signInPage;
    return { yes: firstAdminPage, no: null, unknown: undefined }[this.firstAdmin.isDue()];
  });

  readonly offer = computed((): GateOffer | null =>
    this.firstAdmin.canBeMade()
      ? { title: 'Make the first account', icon: 'user-plus', open: () => this.firstAdmin.resume() }
      : null,
  );
}
