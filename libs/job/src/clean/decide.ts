import type { CleanTarget } from '@reprise/contracts';
import type { Decision } from '../decision.ts';
import { refuse, wrongStatus, type Refusal } from '../refusal.ts';
import { isOpen, leftOn, storageOf, type Cleaned, type EndedJob, type Job } from '../state.ts';
import { removedWords } from './removed-words.ts';

export interface Clean {
  readonly name: 'clean';
  readonly reason: string | null;
  readonly what: CleanTarget;
  /** Retention rule that asks; null or none: a person does. */
  readonly rule?: string | null;
  /** Storage on which a rerun left files; none: the files of the latest run are meant. */
  readonly storage_id?: string | undefined;
}

export function decideClean(job: Job, clean: Clean): Decision {
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
  'Cannot clean partial outputs: with them are the results of an earlier attempt that completed. Clean the results instead.';

/** Files that a rerun left go as a whole: no attempt goes on from them. */
function decideCleanLeft(job: EndedJob, { reason, rule = null, storage_id }: Clean & { storage_id: string }): Decision {
  if (job.cleaning?.storage_id === storage_id) return [];
  const refusal = refusalToDelete(job);
  if (refusal) return refusal;
  if (!leftOn(job, storage_id))
    return refuse('nothing_left', 'Cannot clean: nothing of this job was left on that storage.');
  return [{ type: 'clean_requested', data: { attempt: job.attempt, reason, what: 'all', rule, storage_id } }];
}

function refusalToDelete(job: EndedJob): Refusal | null {
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

/** Whether a clean of these files failed: some may be left. */
const hasLeft = ({ clean_failed: failed }: EndedJob, what: CleanTarget) =>
  failed !== undefined && (failed.what === what || failed.what === 'all');

const alreadyClean = (files: string, cleaned: Cleaned): Refusal =>
  refuse('already_clean', `Cannot clean: ${files} ${removedWords(cleaned)}.`);
