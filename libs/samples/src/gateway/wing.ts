import type { GatewayWing } from '@reprise/gateway/shared/wing.ts';
import { UploadsModule } from './uploads.module.ts';

/** Uploaded files, and the samples created from them. */
export const samples = { modules: [UploadsModule] } satisfies GatewayWing;
