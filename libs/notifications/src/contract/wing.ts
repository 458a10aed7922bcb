import type { ContractWing } from '@reprise/contracts/for-wings';
import { ownNotificationRoutes } from './own-routes.ts';
import { webhookRoutes } from './routes.ts';

/** Notifications about events to other systems and to people. */
export const notifications = {
  routes: { webhooks: webhookRoutes, ownNotifications: ownNotificationRoutes },
} as const satisfies ContractWing;
