import { executorNames } from './executor-text.ts';
import type { AttemptView } from './views/details.ts';
import type { MayRemain } from './commands/jobs/rerun.ts';

/**
 * Texts about tasks on executors that Reprise cannot query, for dialogs and the command line. Not in `executor-text`,
 * because the page loads that file first.
 */

/**
 * Returns the latest attempt whose tasks may still run on executors that Reprise cannot query. Null if there is none, if
 * a later attempt succeeded, or while an attempt is open.
 */
export function mayRemainIn(
  attempts: readonly Pick<AttemptView, 'attempt' | 'status' | 'unasked'>[],
): MayRemain | null {
  if (attempts.some(({ status }) => status === 'pending' || status === 'running')) return null;
  const latest = attempts
    .toSorted((a, b) => b.attempt - a.attempt)
    .find(({ status, unasked = [] }) => status === 'succeeded' || unasked.length > 0);
  if (!latest?.unasked || latest.status === 'succeeded') return null;
  return { attempt: latest.attempt, executors: latest.unasked };
}

/**
 * "Reprise cannot query Google Batch:", "tasks of attempt 2 may still run there and write files. Check that its queue is
 * empty first."
 * @param isSent whether the command is sent without a question
 */
export function mayRemainText(
  executors: readonly string[],
  whose: string,
  { isSent = false } = {},
): readonly [strong: string, text: string] {
  const queue = executors.length === 1 ? 'its queue is' : 'their queues are';
  const advice = isSent ? `If ${queue} not empty, cancel the new attempt` : `Check that ${queue} empty first`;
  return [
    `Reprise cannot query ${executorNames(executors)}:`,
    `tasks of ${whose} may still run there and write files. ${advice}.`,
  ];
}
