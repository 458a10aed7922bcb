import { inject } from '@angular/core';
import { CurrentUser } from '@reprise/web/core/session/current-user.ts';
import { GATE } from '@reprise/web/shared/wings/gate.ts';
import type { PageWing } from '@reprise/web/shared/wings/wing.ts';
import { AccountGate } from './sign-in/account-gate.ts';

const hasAccount = () => inject(CurrentUser).account() !== '';

/** People: how they sign in, their accounts, and the tokens of their programs. */
export const accounts: PageWing = {
  pages: [
    {
      path: 'users',
      title: 'Users',
      icon: 'users',
      place: 'system',
      isOffered: () => inject(CurrentUser).isAdmin(),
      load: () => import('./users/users-page.ts').then((m) => m.UsersPage),
    },
    {
      path: 'account',
      title: 'Account',
      icon: 'user-round',
      keys: 'g u',
      place: 'person',
      isOffered: hasAccount,
      parts: [{ fragment: 'sessions', title: 'Sessions', icon: 'laptop' }],
      load: () => import('./account/account-page.ts').then((m) => m.AccountPage),
    },
    {
      path: 'account/tokens',
      title: 'API tokens',
      icon: 'key-round',
      place: 'person',
      isOffered: hasAccount,
      load: () => import('./account/tokens/tokens-page.ts').then((m) => m.TokensPage),
    },
  ],
  linked: [{ path: 'device', load: () => import('./account/device/device-page.ts').then((m) => m.DevicePage) }],
  providers: [{ provide: GATE, useFactory: () => inject(AccountGate) }],
};
