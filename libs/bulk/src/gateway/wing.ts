import type { GatewayWing } from '@reprise/gateway/shared/wing.ts';
import { BulkModule } from './bulk.module.ts';

/** Commands to many jobs. */
export const bulk = { modules: [BulkModule] } satisfies GatewayWing;
