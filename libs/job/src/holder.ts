import { runnerOfSource, type LifecycleEvent, type TaskEvent } from '@reprise/contracts';

/**
 * Whether an event about an attempt is of the runner that claimed it, or of no runner. Another one may claim, and could
 * fail the attempt of a lost runner in earlier releases; the log takes neither in the name of another.
 */
export function isOfHolder(event: LifecycleEvent | TaskEvent, holder: string | null): boolean {
  const runner = runnerOfSource(event.source);
  if (runner === undefined || event.type === 'attempt_claimed') return true;
  // Of an attempt that nobody claimed, the runner with the files of the ones before is to answer.
  if (holder === null && (event.type === 'cleaned' || event.type === 'clean_failed')) return true;
  return runner === holder || (event.type === 'attempt_failed' && event.data.cause === 'runner_lost');
}
