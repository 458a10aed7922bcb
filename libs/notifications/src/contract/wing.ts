import type { ContractWing } from '@reprise/contracts/for-wings';
import { webhookRoutes } from './routes.ts';

/** Notifications about events to other systems, by webhooks. */
export const notifications = { routes: { webhooks: webhookRoutes } } as const satisfies ContractWing;
