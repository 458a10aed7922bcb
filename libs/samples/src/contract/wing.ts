import type { ContractWing } from '@reprise/contracts/for-wings';
import { sampleEvents } from './events.ts';
import { sampleProblems } from './problems.ts';
import { sampleRights } from './rights.ts';
import { UploadedSample, UploadedSampleBody, UploadedSamplePage, UploadPage, UploadView } from './upload.ts';

/** Files that people upload, and the samples that they make of them. */
export const samples = {
  inputEvents: sampleEvents,
  deletions: { delete_upload: 'delete an upload', delete_sample: 'delete a sample' },
  rights: sampleRights,
  schemas: { Upload: UploadView, UploadPage, UploadedSample, UploadedSamplePage, UploadedSampleBody },
  problems: sampleProblems,
} as const satisfies ContractWing;
