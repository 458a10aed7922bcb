import type { GatewayWing } from '@reprise/gateway/shared/wing.ts';
import { CrateModule } from './crate/crate.module.ts';

/** Records of what was run, for those who were not there: an attempt as an RO-Crate. */
export const provenance = { modules: [CrateModule] } satisfies GatewayWing;
