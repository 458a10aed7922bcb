import { inject } from '@angular/core';
import { CurrentUser } from '../../core/session/current-user.ts';
import type { PageWing } from '../../shared/wing.ts';

export const users: PageWing = {
  pages: [
    {
      path: 'users',
      title: 'Users',
      icon: 'users',
      place: 'system',
      isOffered: () => inject(CurrentUser).isAdmin(),
      load: () => import('./users-page.ts').then((m) => m.UsersPage),
    },
  ],
};
