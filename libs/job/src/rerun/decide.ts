import type { Params } from '@reprise/contracts';
import type { Decision } from '../decision.ts';
import { wrongStatus } from '../refusal.ts';
import { isOpen, type Job } from '../state.ts';

export interface Rerun {
  readonly name: 'rerun';
  readonly reason: string | null;
  /** Those of the job, unless given. */
  readonly params?: Params | undefined;
  readonly keep_work_dir: boolean;
}

export function decideRerun(job: Job, { reason, keep_work_dir, params = job.params }: Rerun): Decision {
  if (isOpen(job)) return wrongStatus('rerun', job.status);
  return [{ type: 'rerun_requested', data: { attempt: job.attempt + 1, reason, params, keep_work_dir } }];
}
