import type { GatewayWing } from '@reprise/gateway/shared/wing.ts';
import { migrateWebhooks } from '../webhooks/index.ts';
import { WebhooksModule } from './webhooks.module.ts';

/** Notification of other systems about events, by webhooks. */
export const notifications = { modules: [WebhooksModule], migrate: migrateWebhooks } satisfies GatewayWing;
