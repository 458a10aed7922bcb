import { CleanTarget, type DataOf } from '@reprise/contracts';
import { refusalWhileUnproven } from '../attempt/unproven.ts';
import { evolveClean } from '../clean/evolve-clean.ts';
import { removedText } from '../clean/removed-text.ts';
import type { Decision } from '../decision.ts';
import { isRefusal, refuse, wrongStatus, type Refusal } from '../refusal.ts';
import {
  isOpen,
  leftOn,
  storageOf,
  type Cleaned,
  type Cleaning,
  type EndedJob,
  type Job,
  type JobState,
} from '../state.ts';
import type { CommandRules } from '../command-rules.ts';

interface Clean {
  readonly name: 'clean';
  readonly reason: string | null;
  readonly what: CleanTarget;
  /** Retention rule that requested it; null or absent if a user did. */
  readonly rule?: string | null;
  /** Storage with files that a rerun left behind; absent for the files of the latest run. */
  readonly storage_id?: string | undefined;
}
/** Report of the runner that everything requested was deleted. */
type ConfirmClean = { readonly name: 'confirm_clean' } & Omit<DataOf<'cleaned'>, 'by' | 'reason'>;
/** Report of the runner that not everything could be deleted. */
type FailClean = { readonly name: 'fail_clean' } & DataOf<'clean_failed'>;

export const clean = {
  decide: decideClean,
  trials: () => CleanTarget.options.map((what) => ({ what })),
  storageReports: { confirm_clean: decideConfirmClean, fail_clean: decideFailClean },
  effects: { clean_requested: evolveClean, cleaned: evolveClean, clean_failed: evolveClean },
} satisfies CommandRules;

/** The kinds of files of a job that a clean would accept and delete now. */
export const cleanable = (state: JobState): CleanTarget[] =>
  state.status === 'unknown'
    ? []
    : CleanTarget.options.filter((what) => {
        const decision = decideClean(state, { name: 'clean', reason: null, what });
        return !isRefusal(decision) && decision.length > 0;
      });

function decideClean(job: Job, clean: Clean): Decision {
  if (isOpen(job)) return wrongStatus('clean', job.status);
  if (clean.storage_id !== undefined) return decideCleanLeft(job, { ...clean, storage_id: clean.storage_id });
  const { reason, what, rule = null } = clean;
  const partialOfNothing = what === 'partial_outputs' && job.status === 'completed';
  if (partialOfNothing) return wrongStatus('clean partial outputs of a', job.status);
  if (what === 'partial_outputs' && job.goes_on_from_success) return refuse('wrong_status', NOT_PARTIAL);
  if (job.cleaning?.what === what && job.cleaning.storage_id === undefined) return [];
  return refusalToClean(job, what) ?? [{ type: 'clean_requested', data: { attempt: job.attempt, reason, what, rule } }];
}

const NOT_PARTIAL =
  'Cannot clean partial outputs: results of an earlier attempt that completed may be among them. Clean the results instead.';

/** Files that a rerun left behind are deleted as a whole, because no attempt continues from them. */
function decideCleanLeft(job: EndedJob, { reason, rule = null, storage_id }: Clean & { storage_id: string }): Decision {
  if (job.cleaning?.storage_id === storage_id) return [];
  const refusal = refusalToDelete(job);
  if (refusal) return refusal;
  if (!leftOn(job, storage_id))
    return refuse('nothing_left', 'Cannot clean: nothing of this job was left on that storage.');
  return [{ type: 'clean_requested', data: { attempt: job.attempt, reason, what: 'all', rule, storage_id } }];
}

function refusalToDelete(job: EndedJob): Refusal | null {
  const unproven = refusalWhileUnproven(job, 'clean');
  if (unproven) return unproven;
  if (job.cleaning)
    return refuse('being_cleaned', 'Cannot clean: other files of this job are being deleted. Wait until that is done.');
  return job.pinned ? refuse('pinned', 'Cannot clean: this job is pinned. Unpin it first.') : null;
}

function refusalToClean(job: EndedJob, what: CleanTarget): Refusal | null {
  const refusal = refusalToDelete(job);
  if (refusal) return refusal;
  if (storageOf(job) === null)
    return refuse('nothing_stored', 'Cannot clean: this job never ran, so nothing of it is stored.');
  if (hasLeft(job, what)) return null;
  const results = job.results_cleaned ?? null;
  if (what === 'results') return results && alreadyClean('its results were', results);
  if (what === 'all') return results && job.cleaned && alreadyClean('its files were', results);
  return job.cleaned && alreadyClean('its work dir was', job.cleaned);
}

/** Whether an overlapping clean failed, so that some files may be left. */
const hasLeft = ({ clean_failed: failed }: EndedJob, what: CleanTarget) =>
  failed !== undefined && (failed.what === what || failed.what === 'all' || what === 'all');

const alreadyClean = (files: string, cleaned: Cleaned): Refusal =>
  refuse('already_clean', `Cannot clean: ${files} ${removedText(cleaned)}.`);

function decideConfirmClean(job: Job, { name: _, ...data }: ConfirmClean): Decision {
  const { cleaning } = cleaningOf(job, data.attempt);
  if (!cleaning) return notRequested;
  const { by, reason } = cleaning;
  return [{ type: 'cleaned', data: { ...data, ...resumePossible(job, cleaning, data), by, reason } }];
}

function decideFailClean(job: Job, { name: _, ...data }: FailClean): Decision {
  const { cleaning } = cleaningOf(job, data.attempt);
  if (!cleaning) return notRequested;
  return [{ type: 'clean_failed', data: { ...data, ...resumePossible(job, cleaning, data) } }];
}

/** A resume never needs files that a rerun left behind. */
const resumePossible = (job: Job, { storage_id }: Cleaning, { resume_possible }: { resume_possible: boolean }) => ({
  resume_possible: storage_id === undefined ? resume_possible : job.cleaned === null,
});

const notRequested: Refusal = refuse('no_clean_requested', 'There is no longer a request to clean this job.');

const cleaningOf = (job: Job, attempt: number): { readonly cleaning?: Cleaning | undefined } =>
  isOpen(job) || job.attempt !== attempt ? {} : job;
