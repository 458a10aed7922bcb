import { typedEntry, type AttemptView } from '@reprise/contracts';
import { aftermathOf } from '@reprise/web/shared/attempt/results/deleted-results.ts';
import { submittedRevision } from '@reprise/web/shared/attempt/launch/submitted-revision.ts';
import {
  attemptFacts,
  paramChanges,
  inputRows,
  notRead,
  outputsManifest,
  qualityRows,
  type JobReport,
} from './job-report.ts';

/** Events that end an attempt. They follow the end of its last task, because its results are checked before. */
const ENDS: ReadonlySet<string> = new Set(['attempt_succeeded', 'attempt_failed', 'attempt_cancelled']);

/** Returns the attempts of a job with their report data. `nameOf` returns the name of a runner. */
export function reportedAttempts(
  { attempts, entries }: Pick<JobReport, 'attempts' | 'entries'>,
  nameOf: (runnerId: string) => string,
) {
  const history = entries.map(typedEntry);
  return attempts.map((attempt: AttemptView, i) => ({
    attempt,
    recordedAt: history.find((entry) => ENDS.has(entry.type) && entry.attempt === attempt.attempt)?.at ?? null,
    facts: attemptFacts(attempt, nameOf, submittedRevision(history, attempt.attempt)),
    changed: paramChanges(attempt, attempts[i - 1]),
    inputs: inputRows(attempt),
    quality: qualityRows(attempt),
    after: attempt.status === 'succeeded' ? aftermathOf(attempt, attempts, history) : undefined,
    manifest: outputsManifest(history, attempt.attempt),
    notRead: notRead(history, attempt.attempt),
  }));
}

export type ReportedAttempt = ReturnType<typeof reportedAttempts>[number];
