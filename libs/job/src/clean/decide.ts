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
  if (job.cleaning?.what === what) return [];
  return refusalToClean(job, what) ?? [{ type: 'clean_requested', data: { attempt: job.attempt, reason, what, rule } }];
}

function refusalToClean(job: EndedJob, what: CleanTarget): Refusal | null {
  if (job.cleaning)
    return refuse('being_cleaned', 'Cannot clean: other files of this job are being deleted. Wait until that is done.');
  if (job.pinned) return refuse('pinned', 'Cannot clean: this job is pinned. Unpin it first.');
  if (storageOf(job) === null)
    return refuse('nothing_stored', 'Cannot clean: this job never ran, so nothing of it is stored.');
  const results = job.results_cleaned ?? null;
  if (what === 'results') return results && alreadyClean('its results were', results);
  if (what === 'all') return results && job.cleaned && alreadyClean('its files were', results);
  return job.cleaned && alreadyClean('its work dir was', job.cleaned);
}

const alreadyClean = (files: string, cleaned: Cleaned): Refusal =>
  refuse('already_clean', `Cannot clean: ${files} ${removedWords(cleaned)}.`);
