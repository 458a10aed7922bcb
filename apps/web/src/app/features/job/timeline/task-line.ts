import type { TaskView } from '@reprise/contracts';
import { taskStateText } from '@reprise/contracts/executor-text';
import type { LiveTask } from '../../../shared/attempt/executors/executor-listings.ts';
import { missDetail, ranAgainText } from '../../../shared/attempt/cache-text.ts';
import { ordinal } from '../../../shared/format.ts';
import { type Frozen, unfrozenMs } from '@reprise/contracts/frozen-times';
import type { IconName } from '../../../shared/parts/icons.ts';
import { TASK_STATUS } from '../../../shared/status/status.ts';
import { type Bar, barOf, cachedBar, spanOf, startOf } from './bars.ts';

export type TimelineLine = {
  look: { key: string; icon: IconName; turning: boolean; word: string };
  bars: Bar[];
  note: string;
  durationMs: number | null;
};
export type TaskLine = TimelineLine & { task: TaskView; label: string; why: string; whyTitle: string };

export type LineContext = {
  /** Position of a time on the axis, in percent. */
  scale: (at: number) => number;
  /** End of the axis, in milliseconds since 1970. */
  end: number;
  ended: boolean;
  succeeded: boolean;
  /** Process of the failed step; null if there is none. */
  failing: string | null;
  /** Times at which tasks were reported as stopped, by hash, in milliseconds since 1970. */
  stopped: ReadonlyMap<string, number>;
  /** Whether its processes are frozen now. */
  isFrozen: boolean;
  /** When tasks were frozen. */
  frozen: readonly Frozen[];
  /** Live remote task, if its executor lists it. */
  live?: (task: TaskView) => LiveTask | undefined;
  /** Prefix that is omitted from task names, because they often begin with it. */
  sampleName: string;
};

/** One task of a step. */
export function taskLine(
  task: TaskView,
  siblings: TaskView[],
  { scale, end, stopped, isFrozen, frozen, live, sampleName }: LineContext,
): TaskLine {
  const span = spanOf(task, end, stopped.get(task.hash));
  const name = task.tag ?? task.name;
  const isLive = task.status === 'submitted' || task.status === 'running';
  const tries = siblings.filter((other) => (other.tag ?? other.name) === name).length;
  return {
    task,
    why: ranAgainText([task]),
    whyTitle: task.cache_miss ? missDetail(task.cache_miss) : '',
    label: labelOf(name, sampleName, tries > 1 || task.tries > 1 ? `${ordinal(task.tries)} try` : ''),
    look: lookOf(task, isFrozen && !live?.(task)),
    bars: task.status === 'cached' ? cachedBar([task]) : span ? [barOf(span, scale)] : [],
    note: noteOf(task, isLive ? live?.(task) : undefined),
    durationMs: span ? unfrozenMs(span.from, span.to, frozen) : task.status === 'cached' ? 0 : null,
  };
}

/** Appearance of a running step or task while its processes are frozen. */
export const FROZEN = { key: 'paused', icon: 'circle-pause', word: 'Frozen', turning: false } as const;

function lookOf({ status }: TaskView, isFrozen: boolean): TaskLine['look'] {
  if (status === 'running' && isFrozen) return FROZEN;
  const { key, icon, word, turning } = TASK_STATUS[status];
  return { key, icon, word, turning: !!turning };
}

function noteOf(task: TaskView, live: LiveTask | undefined): string {
  if (live) return taskStateText(live);
  return task.exit_code ? `exit ${task.exit_code}` : (NOTES[task.status] ?? '');
}

/** Notes for tasks that have no bar, or whose bar ends at the report of the stop: a task may ignore TERM for a while. */
const NOTES: Partial<Record<TaskView['status'], string>> = {
  submitted: 'queued',
  cached: 'cached',
  aborted: 'reported as stopped',
};

/** "L002, 2nd try". Omits the sample's name, which every task of the job would repeat. */
function labelOf(name: string, sampleName: string, nth: string): string {
  const own = name.startsWith(sampleName) ? name.slice(sampleName.length).replace(/^[\s_:.-]+/, '') : name;
  return [own || (nth ? '' : name), nth].filter(Boolean).join(', ');
}

const RANK: Record<TaskView['status'], number> = {
  failed: 0,
  running: 1,
  submitted: 2,
  retried: 3,
  aborted: 3,
  completed: 4,
  cached: 5,
};
/** Number of tasks above which the tasks that need attention come first. */
const MANY = 12;
/** The tasks of a step in start order. */
export function sortedTasks(tasks: TaskView[]): TaskView[] {
  const begin = (task: TaskView) => startOf(task) ?? 0;
  return tasks.toSorted((a, b) => (tasks.length > MANY ? RANK[a.status] - RANK[b.status] : 0) || begin(a) - begin(b));
}
