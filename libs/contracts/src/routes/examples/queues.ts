import type { QueueView } from '../../views/queue.ts';
import { EXAMPLE, examplePage } from './values.ts';

const queue: QueueView = {
  name: 'default',
  paused: { by: 'admin', since: '2026-03-01T09:00:00.000Z', reason: 'maintenance at noon', cause: null },
  limit: 4,
  order: 'fair',
  slots: 6,
  running: [
    {
      job_id: EXAMPLE.jobId,
      sample_name: 'DEMO1',
      pipeline: 'wes',
      status: 'running',
      pending_action: null,
      runner_id: 'runner-1',
      slots: 1,
      started_at: '2026-03-01T09:00:02.000Z',
      paused: null,
      paused_ms: 0,
      expected_ms: 480_000,
    },
  ],
  waiting: [
    {
      job_id: '0196f0c9-1a2b-7c3d-8e4f-5a6b7c8d9e0f',
      sample_name: 'DEMO2',
      pipeline: 'wes',
      priority: 10,
      asked_by: 'admin',
      waiting_since: '2026-03-01T09:01:00.000Z',
      position: 1,
      expected_wait_ms: null,
      slots: 1,
      waits_for: null,
      resources: null,
      is_too_large: false,
      needs_nextflow: null,
    },
  ],
  waiting_count: 1,
  expected_wait_ms: null,
};

export const waitingExample = { items: queue.waiting, total: 1 };

export const queuesExample = examplePage(queue);
