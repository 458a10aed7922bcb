import type { Decision } from '../decision.ts';
import { refuse } from '../refusal.ts';
import type { Job } from '../state.ts';
import type { CommandRules } from '../command-rules.ts';

interface ChangePriority {
  readonly name: 'priority';
  readonly priority: number;
  readonly reason: string | null;
}

export const priority = {
  decide: decidePriority,
  // A priority that no job has.
  trials: () => [{ priority: NaN }],
  effects: {
    priority_changed: (job, { data }) => (job.status === 'pending' ? { ...job, priority: data.to } : job),
  },
} satisfies CommandRules;

function decidePriority(job: Job, { priority: to, reason }: ChangePriority): Decision {
  if (job.status !== 'pending')
    return refuse('wrong_status', `Cannot change the priority of job with status: ${job.status}`);
  if (job.pending_action) return refuse('being_cancelled', 'Cannot change the priority: the job is being cancelled.');
  if (job.claimed_by)
    return refuse('already_claimed', 'Cannot change the priority: a runner is about to start the job.');
  return to === job.priority ? [] : [{ type: 'priority_changed', data: { from: job.priority, to, reason } }];
}
