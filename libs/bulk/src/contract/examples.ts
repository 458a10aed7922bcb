import { CleanPreview, clean, EXAMPLE, examplePage, type CleanPreviews } from '@reprise/contracts/for-wings';
import type { BulkResult, BulkView } from './bulk.ts';

const bulk: BulkView = {
  bulk_id: '0196f0d1-55ee-7ff4-8d44-5f6a7b8c9d0e',
  command: 'cancel',
  reason: 'wrong reference',
  actor: 'admin',
  correlation_id: '0196f0c8-5b7e-7c3a-9a52-0b6d5e8f2b11',
  started_at: '2026-03-01T09:00:00.000Z',
  finished_at: null,
  total: 240,
  accepted: 112,
  waiting: 0,
  refused: 2,
  failed: 0,
};
const result: BulkResult = {
  job_id: EXAMPLE.jobId,
  sample_name: 'DEMO1',
  outcome: 'refused',
  status: 400,
  detail: 'Cannot cancel job with status: completed',
  seq: null,
};

export const bulkExamples = {
  bulk,
  results: examplePage(result),
  cleanPreviews: {
    items: [{ job_id: EXAMPLE.jobId, refusal: null, preview: CleanPreview.parse(clean.preview.answer.example) }],
  } satisfies CleanPreviews,
};

export const bulkBodies = {
  start: {
    chosen: { command: 'cancel', job_ids: [EXAMPLE.jobId], body: { reason: 'wrong reference' } },
    all_that_match: {
      command: 'rerun',
      job_ids: [EXAMPLE.jobId],
      filter: { status: ['failed'], pipeline: 'wes' },
      body: { reason: 'new reference', keep_results: true },
    },
  },
  cleanPreviews: { work_dirs: { job_ids: [EXAMPLE.jobId] }, all_files: { job_ids: [EXAMPLE.jobId], what: 'all' } },
};
