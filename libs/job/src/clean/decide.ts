import type { CleanTarget } from '@reprise/contracts';
import type { Decision } from '../decision.ts';
import { refuse, wrongStatus, type Refusal } from '../refusal.ts';
import { isOpen, storageOf, type Cleaned, type EndedJob, type Job } from '../state.ts';
import { removedWords } from './removed-words.ts';

export interface Clean {
  readonly name: 'clean';
  readonly reason: string | null;
  readonly what: CleanTarget;
  /** Retention rule that asks; null or none: a person does. */
  readonly rule?: string | null;
}

export function decideClean(job: Job, { reason, what, rule = null }: Clean): Decision {
  if (isOpen(job)) return wrongStatus('clean', job.status);
  const partialOfNothing = what === 'partial_outputs' && job.status === 'completed';
  if (partialOfNothing) return wrongStatus('clean partial outputs of a', job.status);
  if (what === 'partial_outputs' && job.goes_on_from_success) return refuse('wrong_status', NOT_PARTIAL);
  if (job.cleaning?.what === what) return [];
  return refusalToClean(job, what) ?? [{ type: 'clean_requested', data: { attempt: job.attempt, reason, what, rule } }];
}

const NOT_PARTIAL =
  'Cannot clean partial outputs: with them are the results of an earlier attempt that completed. Clean the results instead.';

function refusalToClean(job: EndedJob, what: CleanTarget): Refusal | null {
  if (job.cleaning)
    return refuse('being_cleaned', 'Cannot clean: other files of this job are being deleted. Wait until that is done.');
  if (job.pinned) return refuse('pinned', 'Cannot clean: this job is pinned. Unpin it first.');
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
