import type { GatewayWing } from '@reprise/gateway/shared/wing.ts';
import { UploadsModule } from './uploads.module.ts';

/** Files that people upload, and the samples that they make of them. */
export const samples = { modules: [UploadsModule] } satisfies GatewayWing;
