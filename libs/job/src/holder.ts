import { runnerOfSource, type LifecycleEvent, type TaskEvent } from '@reprise/contracts';

/**
 * Whether an event about an attempt comes from the runner that claimed it, or from a source that is not a runner. A
 * claim may come from any runner. Earlier releases also let another runner fail the attempt of a lost runner. The log
 * now rejects a claim or a failure that is published under another runner's name.
 */
export function isOfHolder(event: LifecycleEvent | TaskEvent, holder: string | null): boolean {
  const runner = runnerOfSource(event.source);
  if (runner === undefined || event.type === 'attempt_claimed') return true;
  // For an unclaimed attempt, the runner that stores the earlier files answers.
  if (holder === null && (event.type === 'cleaned' || event.type === 'clean_failed')) return true;
  return runner === holder || (event.type === 'attempt_failed' && event.data.cause === 'runner_lost');
}
