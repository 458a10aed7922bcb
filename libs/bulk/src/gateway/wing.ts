import type { GatewayWing } from '@reprise/gateway/shared/wing.ts';
import { BulkModule } from './bulk.module.ts';

/** Commands for many jobs. */
export const bulk = { modules: [BulkModule] } satisfies GatewayWing;
