import { derivedId } from '@reprise/event-log';
import type { PlannedRequest } from '../plan.ts';
import type { Request } from '../services/gateway-host.ts';

export const QUEUE = 'default';

/** Id of a job in a history. */
export const jobIdOf = (schedule: number, n: number): string => derivedId('simulated job', schedule, n);

export const submission = (job: string): Request => ({
  job,
  command: {
    name: 'submit',
    sample_name: 'S1',
    pipeline: 'toy',
    pipeline_revision: 'r1',
    params: {},
    inputs: [],
    queue: QUEUE,
    priority: 0,
    reason: null,
  },
});

/** Returns a plan's command for a job. */
export function requestOf({ kind, atMs }: Pick<PlannedRequest, 'kind' | 'atMs'>, job: string): Request {
  const reason = null;
  switch (kind) {
    case 'rerun':
      return { job, command: { name: kind, reason, keep_work_dir: false } };
    case 'resume':
      return { job, command: { name: kind, reason, work_dir: 'unknown' } };
    case 'restart':
      return { job, command: { name: kind, reason, step: 'ALIGN', work_dir: 'unknown', steps: null } };
    case 'pause':
      return { job, command: { name: kind, reason, mode: 'freeze' } };
    case 'priority':
      return { job, command: { name: kind, reason, priority: atMs % 3 } };
    case 'pause_queue':
    case 'resume_queue':
      return { queue: QUEUE, command: { name: kind, reason } };
    case 'limit_queue':
      return { queue: QUEUE, command: { name: kind, reason, limit: 1 + (atMs % 3) } };
    default:
      return { job, command: { name: kind, reason } };
  }
}
