import type { RunnerView } from '@reprise/contracts';
import type { Answer } from '../shared/openapi/describe.ts';
import { pageOf } from '../shared/openapi/example-values.ts';

const runner: RunnerView = {
  runner_id: 'runner-1',
  storage_id: 'storage-1',
  alive: true,
  last_seen: '2026-03-01T09:03:00.000Z',
  slots: 2,
  slots_taken: 1,
  nextflow_version: '24.10.0',
  holds_back: null,
  simulated: false,
  isolation: 'user',
  cpus: 16,
  memory_bytes: 68_719_476_736,
};

export const runnersExample: Answer = { schema: 'RunnerPage', example: pageOf(runner) };
