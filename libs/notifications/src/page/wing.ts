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
  ],
};
