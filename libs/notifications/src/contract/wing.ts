import type { ContractWing } from '@reprise/contracts/for-wings';
import { webhookRoutes } from './routes.ts';

/** Notification of other systems about events, by webhooks. */
export const notifications = { routes: { webhooks: webhookRoutes } } as const satisfies ContractWing;
