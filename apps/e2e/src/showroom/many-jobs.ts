import type { BulkResult, BulkView } from '@reprise/bulk/contract';
import type { Fakes } from './fakes.ts';

export const MANY_ID = '0196f0d1-55ee-7ff4-8d44-5f6a7b8c9d0e';
const bulk: BulkView = {
  bulk_id: MANY_ID,
  command: 'cancel',
  reason: 'the reference was the wrong one',
  actor: 'admin',
  correlation_id: MANY_ID,
  started_at: '2026-11-24T12:00:00.000Z',
  finished_at: '2026-11-24T12:00:09.000Z',
  total: 240,
  accepted: 238,
  waiting: 0,
  refused: 2,
  failed: 0,
};
const result = (n: number, part: Partial<BulkResult>): BulkResult => ({
  job_id: `0196f0d0-22bb-7cc1-8a11-2d3e4f5a6b${String(n).padStart(2, '0')}`,
  sample_name: `PAT-04${String(n).padStart(2, '0')}`,
  outcome: 'accepted',
  status: 202,
  detail: 'Pipeline cancelled successfully',
  seq: 1042 + n,
  ...part,
});
const refused = (detail: string) => ({ outcome: 'refused', status: 400, detail, seq: null }) as const;
const results: BulkResult[] = [
  result(7, refused('Cannot cancel job with status: completed')),
  result(9, refused('Cannot cancel job with status: failed')),
  ...[10, 11, 12, 13].map((n) => result(n, {})),
];

/** Responds as after a command for 240 jobs. */
export function answerManyJobs({ give }: Fakes): void {
  give(new RegExp(`/api/jobs/bulk/${MANY_ID}$`), bulk);
  give(new RegExp(`/api/jobs/bulk/${MANY_ID}/results`), { items: results, next_cursor: 'next' });
}
