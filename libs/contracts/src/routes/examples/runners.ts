import type { RunnerView } from '../../views/details.ts';
import { EXAMPLE, examplePage } from './values.ts';

const runner: RunnerView = {
  runner_id: 'runner-1',
  storage_id: 'storage-1',
  alive: true,
  last_seen: '2026-03-01T09:03:00.000Z',
  slots: 2,
  slots_taken: 1,
  nextflow_version: '25.10.4',
  nextflow_versions: ['25.10.4', '24.10.0'],
  holds_back: null,
  simulated: false,
  isolation: 'user',
  executors: [{ name: 'docker', problem: null, proof: 'processes' }],
  cpus: 16,
  memory_bytes: 68_719_476_736,
  host: 'bio-node-3',
  version: '0.1.0',
  load: 7.4,
  memory_free_bytes: 31_138_512_896,
  disk_bytes: 8_000_000_000_000,
  disk_free_bytes: 3_400_000_000_000,
  checking_results: [{ job_id: EXAMPLE.jobId, bytes_done: 3_000_000_000, bytes_total: 41_000_000_000 }],
  drain: { since: '2026-03-01T08:55:00.000Z', by: 'admin', reason: 'new kernel at noon', drained_at: null },
  schedule: {
    time_zone: 'Europe/Berlin',
    windows: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '20:00', to: '06:00' }],
  },
  work_time: { open: false, until: '2026-03-02T19:00:00.000Z' },
};

export const runnersExample = examplePage(runner);
