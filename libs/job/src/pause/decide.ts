import type { PauseMode } from '@reprise/contracts';
import type { Decision } from '../decision.ts';
import { refuse, wrongStatus } from '../refusal.ts';
import type { Job } from '../state.ts';

export interface Pause {
  readonly name: 'pause';
  readonly reason: string | null;
  readonly mode: PauseMode;
}

export function decidePause(job: Job, { reason, mode }: Pause): Decision {
  if (job.status !== 'running') return wrongStatus('pause', job.status);
  if (job.pending_action?.kind === 'cancelling')
    return refuse('being_cancelled', 'Cannot pause: the job is being cancelled.');
  if (job.pending_action) return [];
  return [{ type: 'pause_requested', data: { attempt: job.attempt, reason, mode } }];
}
