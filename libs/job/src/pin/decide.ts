import type { Decision } from '../decision.ts';
import { refuse, wrongStatus } from '../refusal.ts';
import { isOpen, type Job } from '../state.ts';

export interface Pin {
  readonly name: 'pin';
  readonly reason: string | null;
}
export interface Unpin {
  readonly name: 'unpin';
  readonly reason: string | null;
}

export function decidePin(job: Job, { reason }: Pin): Decision {
  if (isOpen(job)) return wrongStatus('pin', job.status);
  if (job.cleaning) return refuse('being_cleaned', 'Cannot pin: its files are being deleted. Wait until that is done.');
  if (job.pinned) return refuse('already_pinned', 'Cannot pin: this job is pinned already.');
  return [{ type: 'job_pinned', data: { attempt: job.attempt, reason } }];
}

export function decideUnpin(job: Job, { reason }: Unpin): Decision {
  if (isOpen(job)) return wrongStatus('unpin', job.status);
  if (!job.pinned) return refuse('not_pinned', 'Cannot unpin: this job is not pinned.');
  return [{ type: 'job_unpinned', data: { attempt: job.attempt, reason } }];
}
