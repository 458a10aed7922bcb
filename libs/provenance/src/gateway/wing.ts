import type { GatewayWing } from '@reprise/gateway/shared/wing.ts';
import { CrateModule } from './crate/crate.module.ts';

/** Provenance of runs: an attempt as an RO-Crate. */
export const provenance = { modules: [CrateModule] } satisfies GatewayWing;
