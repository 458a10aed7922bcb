import { inject } from '@angular/core';
import { CurrentUser } from '../../core/session/current-user.ts';
import type { PageWing } from '../../shared/wing.ts';

const hasAccount = () => inject(CurrentUser).account() !== '';

export const account: PageWing = {
  pages: [
    {
      path: 'account',
      title: 'Account',
      icon: 'user-round',
      keys: 'g u',
      place: 'person',
      isOffered: hasAccount,
      parts: [{ fragment: 'sessions', title: 'Sessions', icon: 'laptop' }],
      load: () => import('./account-page.ts').then((m) => m.AccountPage),
    },
    {
      path: 'account/tokens',
      title: 'API tokens',
      icon: 'key-round',
      place: 'person',
      isOffered: hasAccount,
      load: () => import('./tokens/tokens-page.ts').then((m) => m.TokensPage),
    },
  ],
  linked: [{ path: 'device', load: () => import('./device/device-page.ts').then((m) => m.DevicePage) }],
};
