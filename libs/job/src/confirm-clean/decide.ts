import type { DataOf } from '@reprise/contracts';
import type { Decision } from '../decision.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { isOpen, type Cleaning, type Job } from '../state.ts';

/** Report of the runner that deleted what was asked for. */
export type ConfirmClean = { readonly name: 'confirm_clean' } & Omit<DataOf<'cleaned'>, 'by' | 'reason'>;
/** Report of the runner that could not delete all of it. */
export type FailClean = { readonly name: 'fail_clean' } & DataOf<'clean_failed'>;

export function decideConfirmClean(job: Job, { name: _, ...data }: ConfirmClean): Decision {
  const { cleaning } = cleaningOf(job, data.attempt);
  if (!cleaning) return notRequested;
  return [{ type: 'cleaned', data: { ...data, by: cleaning.by, reason: cleaning.reason } }];
}

export function decideFailClean(job: Job, { name: _, ...data }: FailClean): Decision {
  return cleaningOf(job, data.attempt).cleaning ? [{ type: 'clean_failed', data }] : notRequested;
}

const notRequested: Refusal = refuse('no_clean_requested', 'Nobody asks any more to clean this job.');

const cleaningOf = (job: Job, attempt: number): { readonly cleaning?: Cleaning | undefined } =>
  isOpen(job) || job.attempt !== attempt ? {} : job;
