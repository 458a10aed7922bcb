import type { GatewayWing } from '@reprise/gateway/shared/wing.ts';
import { migrateWebhooks } from '../webhooks/index.ts';
import { WebhooksModule } from './webhooks.module.ts';

/** Notifications about events to other systems, by webhooks. */
export const notifications = { modules: [WebhooksModule], migrate: migrateWebhooks } satisfies GatewayWing;
