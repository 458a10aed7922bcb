import type { GatewayWing } from '@reprise/gateway/shared/wing.ts';
import { BatchesModule } from './batches.module.ts';

/** Batches: jobs that were submitted together under a name. */
export const batches = { modules: [BatchesModule] } satisfies GatewayWing;
