import type {
  ExecutorEnding,
  InputsView,
  JobView,
  PlannedStep,
  QcReport,
  RunDescription,
  RunWarning,
  StepView,
  TaskEvent,
  Tool,
  UsedImage,
} from '@reprise/contracts';
import { earlier, evolveTask, isTaskFacts, later, type Task } from './task.ts';

/** Numbers of tasks. Attempts of earlier releases count waiting tasks as running. */
export type TaskCounts = Omit<StepView['tasks'], 'waiting'> & {
  readonly waiting?: number;
  /** Number of tries that followed a failed one of the same task; absent if there are none. */
  readonly again?: number;
};

/** Totals of the tasks of one step. Times exclude cached tasks, because those have the times of an earlier attempt. */
export interface StepProgress extends PlannedStep {
  readonly tasks: TaskCounts;
  readonly started_at: string | null;
  readonly completed_at: string | null;
}

/** An attempt's view, folded from its task events; for display only, never for decisions. */
export interface Progress {
  /** Null until Nextflow has listed the steps. */
  readonly plan: readonly PlannedStep[] | null;
  readonly session_id: string | null;
  /** Absent until reported. */
  readonly inputs?: InputsView;
  readonly described?: RunDescription;
  readonly tools?: readonly Tool[];
  readonly images?: readonly UsedImage[];
  readonly qc?: QcReport;
  /** Remote executors of its tasks; absent if there are none. */
  readonly elsewhere?: readonly string[];
  /** Remote executors that are queried for tasks; absent if there are none. */
  readonly asked?: readonly string[];
  /** Remote tasks that were ended with the attempt; absent until it ends, and if there were none. */
  readonly ended?: readonly ExecutorEnding[];
  /** Incomplete parts of the run; absent until it ends, and if there are none. */
  readonly warnings?: readonly RunWarning[];
  /** Set while the run makes no progress. */
  readonly stalled?: NonNullable<JobView['stalled']>;
  /** Set while Nextflow hangs. */
  readonly hanging?: NonNullable<JobView['hanging']>;
  /** Steps in order of first appearance. */
  readonly steps: readonly StepProgress[];
}

export const noProgress: Progress = { plan: null, session_id: null, steps: [] };

/**
 * Folds one task event into an attempt's progress. `task` is the previous state of the task with the event's hash. The
 * new state is returned with the progress, so that a caller loads only the affected tasks.
 */
export function evolveAttempt(
  progress: Progress,
  task: Task | undefined,
  event: Pick<TaskEvent, 'type' | 'data'> & TaskEvent,
): { progress: Progress; task: Task | undefined } {
  if (!isTaskFacts(event)) return { progress: { ...progress, ...observed(event) }, task };
  const now = evolveTask(task, event);
  const { stalled, hanging, ...goingOn } = progress;
  return { progress: { ...goingOn, steps: recount(progress.steps, task, now) }, task: now };
}

/** Folds facts about the run as a whole. */
function observed(event: Exclude<TaskEvent, { type: `task_${string}` }>): Partial<Progress> {
  switch (event.type) {
    case 'plan_observed':
      return { plan: event.data.steps };
    case 'session_observed':
      return { session_id: event.data.session_id };
    case 'executors_observed':
      return { elsewhere: event.data.elsewhere, ...(event.data.asked && { asked: event.data.asked }) };
    case 'stall_observed':
      return { stalled: { since: event.time, tasks_waiting: event.data.tasks_waiting } };
    case 'hang_observed':
      return { hanging: { since: event.time, after: event.data.after, cause: event.data.cause } };
    case 'inputs_observed': {
      const { inputs: files, inputs_manifest: manifest = null, complete } = event.data;
      return { inputs: { files, manifest, complete } };
    }
    case 'run_described': {
      const { attempt, ...described } = event.data;
      return { described };
    }
    case 'tools_observed':
      return { tools: event.data.tools };
    case 'containers_observed':
      return { images: event.data.images };
    case 'qc_measured': {
      const { attempt, ...qc } = event.data;
      return { qc };
    }
    default:
      return {};
  }
}

const noTasks: StepView['tasks'] = {
  total: 0,
  waiting: 0,
  running: 0,
  completed: 0,
  cached: 0,
  failed: 0,
  ignored: 0,
  retried: 0,
  aborted: 0,
};

function recount(steps: readonly StepProgress[], before: Task | undefined, now: Task): StepProgress[] {
  const known = steps.some((step) => step.process === now.process);
  const fresh = { process: now.process, step: now.step, tasks: noTasks, started_at: null, completed_at: null };
  return (known ? steps : [...steps, fresh]).map((step) => {
    if (step.process !== now.process) return step;
    const tasks = countedAnew(step.tasks, before, now);
    if (now.status === 'cached') return { ...step, tasks };
    return {
      ...step,
      tasks,
      started_at: earlier(step.started_at, now.started_at),
      completed_at: later(step.completed_at, now.completed_at),
    };
  });
}

function countedAnew(counts: TaskCounts, before: Task | undefined, now: Task): TaskCounts {
  const { again: _, ...known } = counts;
  const tasks: Record<Counter, number> & { total: number } = { ...noTasks, ...known };
  const counterOf = (task: Task) => {
    const counter = counterFor(task);
    return counter === 'waiting' && counts.waiting === undefined ? 'running' : counter;
  };
  if (before) tasks[counterOf(before)] -= 1;
  else tasks.total += 1;
  tasks[counterOf(now)] += 1;
  const again = (counts.again ?? 0) + Number(isAgain(now)) - Number(before !== undefined && isAgain(before));
  const { waiting, ...others } = tasks;
  return { ...others, ...(counts.waiting !== undefined && { waiting }), ...(again > 0 && { again }) };
}

/** Whether a task is a retry of this attempt. A cached task has the number of its try in an earlier attempt. */
const isAgain = (task: Task): boolean => task.try > 1 && task.status !== 'cached';

type Counter = Exclude<keyof StepView['tasks'], 'total'>;

function counterFor(task: Task): Counter {
  if (task.status === 'submitted') return 'waiting';
  return task.status === 'failed' && task.error_action === 'IGNORE' ? 'ignored' : task.status;
}
