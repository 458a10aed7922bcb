import type { JobView, StepView } from '@reprise/contracts';
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
  const listed = new Map(isOther ? [] : before.steps.map((step) => [step.process, listedOf(step)]));
  const steps = now.steps
    .filter((step) => step.state !== 'waiting' && listed.get(step.process) !== listedOf(step))
    .map((step) => `  ${[step.step, step.state, tasksOf(step)].filter(Boolean).join(' ')}`);
  // The end comes after the steps that led to it.
  return now.status === 'completed' || now.status === 'failed' ? [...steps, ...status] : [...status, ...steps];
}

/** The parts of a step that are listed when they change. Tasks of a step that looks complete can still be added. */
const listedOf = (step: StepView): string =>
  step.state === 'cached' || step.state === 'done' ? `${step.state} ${tasksOf(step)}` : step.state;
