import type { TypedHistoryEntry } from '@reprise/contracts';
import { shortRevision } from '../../format.ts';

/**
 * Returns the pipeline revision that was requested for an attempt, in the submission or in a later rerun with a
 * different revision; null if the history does not contain the submission.
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

/**
 * "The pipeline changed after the job was submitted: …"; empty if the submitted revision ran, or if one of them is
 * unknown.
 */
export function otherThanSubmittedText(submitted: string | null, ran: string | null | undefined): string {
  if (!submitted || !ran || submitted === ran) return '';
  return `The pipeline changed after the job was submitted: revision ${shortRevision(submitted)} was submitted, ${shortRevision(ran)} ran.`;
}
