import type { Decision } from '../decision.ts';
import { refuse, wrongStatus } from '../refusal.ts';
import { isOpen, type Job } from '../state.ts';
import type { CommandRules } from '../command-rules.ts';

interface Pin {
  readonly name: 'pin';
  readonly reason: string | null;
}

export const pin = {
  decide: decidePin,
  effects: {
    job_pinned: (job, { time, actor }) => ({ ...job, pinned: { at: time, by: actor } }),
  },
} satisfies CommandRules;

function decidePin(job: Job, { reason }: Pin): Decision {
  if (isOpen(job)) return wrongStatus('pin', job.status);
  if (job.cleaning) return refuse('being_cleaned', 'Cannot pin: its files are being deleted. Wait until that is done.');
  if (job.pinned) return refuse('already_pinned', 'Cannot pin: this job is pinned already.');
  return [{ type: 'job_pinned', data: { attempt: job.attempt, reason } }];
}
