import type { AttemptView } from '@reprise/contracts';
import { count } from '@reprise/web/shared/format.ts';

/** "6 completed, 1 failed and ignored": number of an attempt's tasks by outcome. */
export function taskOutcomes(steps: AttemptView['steps']): string {
  const words = Object.entries(OUTCOMES).flatMap(([outcome, word]) => {
    const number = steps.reduce((sum, { tasks }) => sum + tasks[outcome as keyof typeof OUTCOMES], 0);
    return number > 0 ? [`${count(number)} ${word}`] : [];
  });
  return words.join(', ') || 'none';
}

const OUTCOMES = {
  completed: 'completed',
  cached: 'cached',
  failed: 'failed',
  ignored: 'failed and ignored',
  retried: 'failed and tried again',
  aborted: 'aborted',
  running: 'still running',
  waiting: 'still waiting',
} as const;
