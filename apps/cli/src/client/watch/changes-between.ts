import type { JobView } from '@reprise/contracts';
import { oneLine } from '../terminal/table.ts';
import { statusWord } from '../terminal/words.ts';
import { tasksOf } from './step-lines.ts';

type Job = JobView;

/** Returns a line for each change of a job's status and of its steps, for output that is not a terminal. */
export function changesBetween(before: Job | undefined, now: Job): string[] {
  const isOther = before?.attempt !== now.attempt;
  const word = statusWord(now);
  const status =
    before === undefined || isOther || statusWord(before) !== word
      ? [`${oneLine(now.sample_name)}: ${word}${now.attempt > 1 ? ` (attempt ${String(now.attempt)})` : ''}`]
      : [];
  const states = new Map(isOther ? [] : before.steps.map(({ process, state }) => [process, state]));
  const steps = now.steps
    .filter(({ process, state }) => state !== 'waiting' && states.get(process) !== state)
    .map((step) => `  ${[step.step, step.state, tasksOf(step)].filter(Boolean).join(' ')}`);
  // The end comes after the steps that led to it.
  return now.status === 'completed' || now.status === 'failed' ? [...steps, ...status] : [...status, ...steps];
}
