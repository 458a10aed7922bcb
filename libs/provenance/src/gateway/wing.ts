import type { GatewayWing } from '@reprise/gateway/shared/wing.ts';
import { CrateModule } from './crate/crate.module.ts';
import { ResourcesModule } from './resources/resources.module.ts';
import { TrendsModule } from './trends/trends.module.ts';

/** Provenance of runs: an attempt as an RO-Crate, the resources of a job's tasks, and trends of a pipeline. */
export const provenance = { modules: [CrateModule, ResourcesModule, TrendsModule] } satisfies GatewayWing;
