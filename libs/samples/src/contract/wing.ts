import type { ContractWing } from '@reprise/contracts/for-wings';
import { sampleEvents } from './events.ts';
import { uploadedSampleRoutes, uploadRoutes } from './routes.ts';
import { UploadView } from './upload.ts';

/** Uploaded files, and the samples created from them. */
export const samples = {
  inputEvents: sampleEvents,
  deletions: { delete_upload: 'delete an upload', delete_sample: 'delete a sample' },
  routes: { uploads: uploadRoutes, uploadedSamples: uploadedSampleRoutes },
  schemas: { Upload: UploadView },
} as const satisfies ContractWing;
