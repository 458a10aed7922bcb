import type { GatewayWing } from '@reprise/gateway/shared/wing.ts';
import { CrateModule } from './crate/crate.module.ts';
import { ResourcesModule } from './resources/resources.module.ts';

/** Provenance of runs: an attempt as an RO-Crate, and the resources of a job's tasks. */
export const provenance = { modules: [CrateModule, ResourcesModule] } satisfies GatewayWing;
