import type { ExecutorListing } from '@reprise/contracts';
import type { Fakes } from './fakes.ts';

const RUNNING = { phase: 'running', state: 'RUNNING', reason: null, node: 'node7' } as const;
const PENDING = { phase: 'waiting', state: 'PENDING', reason: 'Resources', node: null } as const;
/** States of the tasks that have not ended, in the order of their submission. */
const STATES = [RUNNING, PENDING] as const;

const nativeId = (n: number) => String(4180 + n);

const listing: ExecutorListing = {
  name: 'slurm',
  label: 'Slurm',
  as_of: '2026-03-01T08:00:00.000Z',
  unknown: null,
  counts: [
    { phase: 'running', state: 'RUNNING', reason: null, count: 8 },
    { phase: 'waiting', state: 'PENDING', reason: 'Resources', count: 3 },
  ],
  tasks: STATES.map((state, n) => ({ ...state, native_id: nativeId(n), work_dir: null })),
};

/** The tasks of each job were on Google Batch, which cannot be queried. */
export function answerOnGoogleBatch({ change }: Fakes): void {
  change(/\/api\/jobs\/[0-9a-f-]{36}(\?|$)/, (body) => ({ ...body, elsewhere: ['google-batch'] }));
}

/** The tasks of the running job are on Slurm: one runs, the others wait. */
export function answerOnSlurm({ change, give }: Fakes): void {
  give(/\/api\/jobs\/[0-9a-f-]{36}\/executors(\?|$)/, { executors: [listing] });
  change(/\/api\/jobs\/[0-9a-f-]{36}(\?|$)/, (body) => ({ ...body, elsewhere: ['slurm'], asked: ['slurm'] }));
  change(/\/api\/jobs\/[0-9a-f-]{36}\/tasks(\?|$)/, (body) => {
    let live = 0;
    const items = (body['items'] as Record<string, unknown>[]).map((task) => {
      if (task['completed_at'] !== null) return task;
      const native_id = nativeId(live);
      const waits = STATES[live] !== RUNNING;
      live += 1;
      return { ...task, native_id, ...(waits && { status: 'submitted', started_at: null }) };
    });
    return { ...body, items };
  });
}
