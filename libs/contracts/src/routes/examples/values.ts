import type { HistoryEntry, Page } from '../../views/details.ts';

/** Example values shared by several features. */
export const EXAMPLE = {
  jobId: '0196f0c8-5b7e-7c3a-9a52-7c1d5e8f2b90',
  commandId: '0196f0c9-11aa-7bb0-8f00-1c2d3e4f5a6b',
  pipelineRevision: '9f2c6d0e5a3b7c81d4e6f8091a2b3c4d5e6f708192a3b4c5d6e7f8091a2b3c4d',
  params: { input_dir: '/data/exomes/DEMO1', reference: '/data/reference/demo.fa.gz' },
};

export const historyExample: HistoryEntry = {
  seq: 43,
  type: 'cancel_requested',
  at: '2026-03-01T09:03:00.000Z',
  actor: 'admin',
  reason: 'wrong sample',
  attempt: 1,
  correlation_id: '0196f0c8-5b7e-7c3a-9a52-0b6d5e8f2b11',
  causation_id: EXAMPLE.commandId,
  data: { attempt: 1, reason: 'wrong sample' },
};

export const examplePage = <T>(...items: T[]): Page<T> => ({ items, next_cursor: null });
