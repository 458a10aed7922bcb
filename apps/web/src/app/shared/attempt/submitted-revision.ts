import type { TypedHistoryEntry } from '@reprise/contracts';
import { shortRevision } from '../format.ts';

/**
 * Returns the revision of the pipeline as of the submission, or of a later rerun that chose another, as an attempt has it;
 * null where the history lacks the submission.
 */
export function submittedRevision(history: readonly TypedHistoryEntry[], attempt: number): string | null {
  let revision: string | null = null;
  for (const entry of history) {
    if (entry.type === 'submitted') revision = entry.data.pipeline_revision;
    if (entry.type === 'rerun_requested' && entry.data.attempt <= attempt)
      revision = entry.data.revision?.commit ?? revision;
  }
  return revision;
}

/** "The pipeline changed after the job was submitted: …"; empty where what ran is what was submitted, or one is not known. */
export function otherThanSubmittedText(submitted: string | null, ran: string | null | undefined): string {
  if (!submitted || !ran || submitted === ran) return '';
  return `The pipeline changed after the job was submitted: revision ${shortRevision(submitted)} was submitted, ${shortRevision(ran)} ran.`;
}
