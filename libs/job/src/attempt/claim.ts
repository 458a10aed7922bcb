import type { Decision } from '../decision.ts';
import { refuse } from '../refusal.ts';
import type { OpenJob } from '../state.ts';

export interface Claim {
  readonly name: 'claim';
  readonly attempt: number;
  readonly runner_id: string;
  /** Slots that it takes on the runner; 1 if absent. */
  readonly slots?: number;
}

export function decideClaim(job: OpenJob, { attempt, runner_id }: Claim): Decision {
  if (job.status !== 'pending' || job.claimed_by)
    return refuse('already_claimed', 'Another runner has claimed this attempt.');
  if (job.pending_action) return refuse('being_cancelled', 'This attempt is being cancelled.');
  return [{ type: 'attempt_claimed', data: { attempt, runner_id } }];
}
