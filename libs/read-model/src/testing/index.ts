export { foldBatch } from '../fold/fold-batch.ts';
export { noRows, type Rows } from '../fold/rows.ts';
export { M0010AttemptOfSubmission } from '../migrations/m0010-attempt-of-submission.ts';
export { digest } from '../rebuild/digest.ts';
export * from './projection.ts';
export * from './random-history.ts';
