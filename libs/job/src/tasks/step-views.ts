import type { FailureView, JobStatus, StepState, StepView } from '@reprise/contracts';
import type { Progress, StepProgress, TaskCounts } from './progress.ts';

/** Steps of an attempt as shown on the page: planned steps in order, then others by first appearance. */
export function stepViews(progress: Progress, status: JobStatus): StepView[] {
  const seen = new Map(progress.steps.map((step) => [step.process, step]));
  const planned = (progress.plan ?? []).map(({ process, step }) => seen.get(process) ?? notReached(process, step));
  const inPlan = new Set(planned.map((step) => step.process));
  const all = [...planned, ...progress.steps.filter((step) => !inPlan.has(step.process))];
  return all.map((step) => {
    const tasks = shownCounts(step.tasks);
    const state = stateOf(tasks, status);
    return { ...step, tasks, state, completed_at: state === 'running' || isOpen(tasks) ? null : step.completed_at };
  });
}

/**
 * Counts the failed try of a task as retried once the next try is known, because Nextflow reports the failure later. If
 * other tasks failed, their number limits the correction, because the failed try may be among them.
 */
function shownCounts({ again = 0, waiting = 0, ...tasks }: TaskCounts): StepView['tasks'] {
  const unreported = Math.max(0, again - tasks.retried - tasks.failed);
  const started = Math.min(unreported, tasks.running);
  const queued = Math.min(unreported - started, waiting);
  return {
    ...tasks,
    waiting: waiting - queued,
    running: tasks.running - started,
    retried: tasks.retried + started + queued,
  };
}

/** Whether the end of some tasks is unknown: the end of stopped tasks is not reported. */
const isOpen = ({ waiting, running, aborted }: StepView['tasks']): boolean => waiting + running + aborted > 0;

const notReached = (process: string, step: string): StepProgress => ({
  process,
  step,
  tasks: { total: 0, waiting: 0, running: 0, completed: 0, cached: 0, failed: 0, ignored: 0, retried: 0, aborted: 0 },
  started_at: null,
  completed_at: null,
});

function stateOf(tasks: StepView['tasks'], status: JobStatus): StepState {
  if (tasks.total === 0) return status === 'completed' ? 'skipped' : 'waiting';
  if (tasks.failed > 0) return 'failed';
  // The end of a lost runner's tasks is not reported.
  if (tasks.waiting + tasks.running > 0) return status === 'failed' ? 'stopped' : 'running';
  if (tasks.aborted > 0) return 'stopped';
  if (tasks.retried === tasks.total) return status === 'failed' ? 'failed' : 'running';
  return tasks.cached === tasks.total ? 'cached' : 'done';
}

/** Whether a step has results. It has none if it was skipped, or if all its tasks failed and were ignored. */
const isDone = ({ state, tasks }: StepView): boolean =>
  state === 'cached' || (state === 'done' && tasks.completed + tasks.cached > 0);

/** "Alignment, 3 of 7". The total is unknown until a plan was observed or the attempt succeeded. */
export function progressOf(steps: readonly StepView[], progress: Progress, status: JobStatus) {
  return {
    steps_done: steps.filter(isDone).length,
    steps_total: progress.plan || status === 'completed' ? steps.length : null,
  };
}

/**
 * Label of the failed step; else of the furthest running step; else of the last one reached. Null before the first
 * step.
 */
export function currentStep(
  steps: readonly StepView[],
  failure: Pick<FailureView, 'cause' | 'step'> | null = null,
): string | null {
  // A failure of the pipeline as a whole belongs to no step, even if one was reached.
  if (failure && (failure.step !== null || failure.cause === 'error')) return failure.step;
  const by = (...states: StepState[]) => steps.findLast((step) => states.includes(step.state))?.step;
  return by('failed') ?? by('running') ?? by('stopped') ?? by('done', 'cached') ?? null;
}
