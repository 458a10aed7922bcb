import { MAX_LABELS, type Labels } from '@reprise/contracts';
import type { Decision } from '../decision.ts';
import { refuse } from '../refusal.ts';
import { isCancelling, isOpen, type Job } from '../state.ts';
import type { CommandRules } from '../command-rules.ts';

interface ChangeLabels {
  readonly name: 'label';
  readonly set?: Labels | undefined;
  /** Keys; those that the job does not have are ignored. */
  readonly remove?: readonly string[] | undefined;
  readonly reason: string | null;
}

export const label = {
  decide: decideLabel,
  // With a value that no job has, and without its labels: a job with the maximum number takes no further one.
  trials: (_, state) => [
    { set: { trial: '' } },
    { remove: state.status === 'unknown' ? [] : Object.keys(state.labels ?? {}) },
  ],
  effects: {
    labels_changed: ({ labels: _, ...job }, { data }) => ({ ...job, ...(!isEmpty(data.to) && { labels: data.to }) }),
  },
} satisfies CommandRules;

function decideLabel(job: Job, { set = {}, remove = [], reason }: ChangeLabels): Decision {
  if (isOpen(job) && isCancelling(job))
    return refuse('being_cancelled', 'Cannot change the labels: the job is being cancelled.');
  const from = job.labels ?? {};
  const kept = Object.entries(from).filter(([key]) => !remove.includes(key));
  const to = { ...Object.fromEntries(kept), ...set };
  const count = Object.keys(to).length;
  if (count > MAX_LABELS)
    return refuse(
      'too_many_labels',
      `Cannot change the labels: a job has at most ${String(MAX_LABELS)}, and this one would have ${String(count)}.`,
    );
  return isSame(from, to) ? [] : [{ type: 'labels_changed', data: { from, to, reason } }];
}

const isEmpty = (labels: Labels): boolean => Object.keys(labels).length === 0;

const isSame = (a: Labels, b: Labels): boolean =>
  Object.keys(a).length === Object.keys(b).length && Object.entries(a).every(([key, value]) => b[key] === value);
