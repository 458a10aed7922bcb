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
  const { by, reason } = cleaning;
  return [{ type: 'cleaned', data: { ...data, ...resumePossible(job, cleaning, data), by, reason } }];
}

export function decideFailClean(job: Job, { name: _, ...data }: FailClean): Decision {
  const { cleaning } = cleaningOf(job, data.attempt);
  if (!cleaning) return notRequested;
  return [{ type: 'clean_failed', data: { ...data, ...resumePossible(job, cleaning, data) } }];
}

/** Files that a rerun left are none that a resume needs. */
const resumePossible = (job: Job, { storage_id }: Cleaning, { resume_possible }: { resume_possible: boolean }) => ({
  resume_possible: storage_id === undefined ? resume_possible : job.cleaned === null,
});

const notRequested: Refusal = refuse('no_clean_requested', 'Nobody asks any more to clean this job.');

const cleaningOf = (job: Job, attempt: number): { readonly cleaning?: Cleaning | undefined } =>
  isOpen(job) || job.attempt !== attempt ? {} : job;
