import type { JobView, MayRemain } from '@reprise/contracts';
import { mayRemainText } from '@reprise/contracts/may-remain-text';
import { count } from '../../shared/format.ts';
import type { DialogText } from './page-command.ts';
import type { SelectedJobs } from './selected-jobs.ts';

type Point = DialogText['points'][number];
type Where = Pick<JobView, 'status' | 'attempt' | 'elsewhere' | 'asked'>;

const unaskedOf = ({ status, elsewhere = [], asked = [] }: Where): string[] =>
  status === 'failed' ? elsewhere.filter((name) => !asked.includes(name)) : [];

/**
 * Dialog items about tasks of a job that may still run on executors that Reprise cannot query.
 * @param preview the command's preview, which also includes earlier attempts; null if it is not known
 */
export function mayRemainPoints(job: Where, preview: { readonly may_remain: MayRemain | null } | null): Point[] {
  const executors = unaskedOf(job);
  const own = executors.length > 0 ? { attempt: job.attempt, executors } : null;
  const found = preview?.may_remain ?? own;
  return found ? [pointOf(found.executors, `attempt ${found.attempt}`)] : [];
}

/** Dialog items about such tasks of many jobs; empty if the jobs are not read. */
export function mayRemainOfMany({ jobs }: Partial<Pick<SelectedJobs, 'jobs'>>): Point[] {
  const there = (jobs ?? []).map(unaskedOf).filter((names) => names.length > 0);
  const executors = [...new Set(there.flat())].toSorted();
  return executors.length > 0 ? [pointOf(executors, `${count(there.length)} of these jobs`)] : [];
}

function pointOf(executors: readonly string[], whose: string): Point {
  const [strong, text] = mayRemainText(executors, whose);
  return { icon: 'triangle-alert', strong, text };
}
