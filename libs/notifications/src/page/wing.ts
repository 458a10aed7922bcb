import { inject } from '@angular/core';
import { CurrentUser } from '@reprise/web/core/session/current-user.ts';
import type { PageWing } from '@reprise/web/shared/wings/wing.ts';
import { FailingWebhooks } from './failing-webhooks.ts';

/** Notifications about events to other systems and people. */
export const notifications: PageWing = {
  pages: [
    {
      path: 'webhooks',
      title: 'Notifications',
      icon: 'webhook',
      keys: 'g w',
      place: 'system',
      right: 'GET /api/webhooks',
      alert: FailingWebhooks,
      load: () => import('./webhooks-page.ts').then((m) => m.WebhooksPage),
      below: [{ path: ':id', load: () => import('./webhook-page.ts').then((m) => m.WebhookPage) }],
    },
    {
      path: 'account/notifications',
      title: 'My notifications',
      icon: 'bell',
      place: 'person',
      isOffered: () => inject(CurrentUser).account() !== '',
      load: () => import('./own/own-notifications-page.ts').then((m) => m.OwnNotificationsPage),
    },
  ],
};
