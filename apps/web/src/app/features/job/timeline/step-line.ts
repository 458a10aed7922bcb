import type { TaskView } from '@reprise/contracts';
import { ranAgainText } from '../../../shared/attempt/cache-text.ts';
import { unfrozenMs } from '@reprise/contracts/frozen-times';
import { count, plural } from '../../../shared/format.ts';
import { barOf, cachedBar, spanOf, unite } from './bars.ts';
import { type TimelineLine, FROZEN, type LineContext, sortedTasks, type TaskLine, taskLine } from './task-line.ts';

export type StepLine = TimelineLine & {
  process: string;
  short: string;
  step: string;
  counts: string;
  why: string;
  tasks: TaskLine[];
};
export type StepTasks = { process: string; step: string; tasks: TaskView[] };

/** One step with its tasks. */
export function stepLine(group: StepTasks, context: LineContext): StepLine {
  const state = stateOf(group, context);
  const note = noteOf(group.tasks, state, context);
  const spans = group.tasks.flatMap((task) => spanOf(task, context.end, context.stopped.get(task.hash)) ?? []);
  const [first, last] = [Math.min(...spans.map(({ from }) => from)), Math.max(...spans.map(({ to }) => to))];
  return {
    process: group.process,
    short: group.process.split(':').at(-1) ?? group.process,
    step: group.step,
    // Only its note says that the step is no longer waiting.
    look:
      state === 'waiting' && note
        ? { ...LOOKS.waiting, word: '' }
        : state === 'running' && context.isFrozen
          ? FROZEN
          : (state === 'done' || state === 'partly') && mayLackTasks(context)
            ? { ...LOOKS[state], word: 'Done so far' }
            : LOOKS[state],
    bars: [...cachedBar(group.tasks), ...unite(spans, state === 'failed').map((span) => barOf(span, context.scale))],
    note,
    counts: countsOf(group.tasks, state, context),
    why: ranAgainText(group.tasks),
    durationMs: spans.length
      ? unfrozenMs(first, last, context.frozen)
      : group.tasks.some(({ status }) => status === 'cached')
        ? 0
        : null,
    tasks: sortedTasks(group.tasks).map((task) => taskLine(task, group.tasks, context)),
  };
}

type State = 'waiting' | 'running' | 'done' | 'partly' | 'cached' | 'ignored' | 'failed' | 'stopped';
const LOOKS: Record<State, StepLine['look']> = {
  waiting: { key: 'pending', icon: 'circle-dashed', turning: false, word: 'Waiting' },
  running: { key: 'running', icon: 'loader-circle', turning: true, word: 'Running' },
  done: { key: 'completed', icon: 'circle-check', turning: false, word: 'Done' },
  partly: { key: 'retried', icon: 'triangle-alert', turning: false, word: 'Done' },
  cached: { key: 'cached', icon: 'layers', turning: false, word: 'Cached' },
  ignored: { key: 'retried', icon: 'triangle-alert', turning: false, word: 'Failed, ignored' },
  failed: { key: 'failed', icon: 'circle-x', turning: false, word: 'Failed' },
  stopped: { key: 'cancelled', icon: 'circle-minus', turning: false, word: 'Stopped' },
};

function stateOf({ process, tasks }: StepTasks, { ended, failing }: LineContext): State {
  const has = (...statuses: TaskView['status'][]) => tasks.some(({ status }) => statuses.includes(status));
  if (!tasks.length) return ended && process === failing ? 'failed' : 'waiting';
  if (has('running', 'submitted') && !ended) return 'running';
  if (tasks.some(({ status, error_action }) => status === 'failed' && error_action !== 'IGNORE')) return 'failed';
  if (has('aborted', 'running', 'submitted')) return 'stopped';
  if (!has('completed', 'cached')) return has('failed') ? 'ignored' : 'running';
  if (has('failed')) return 'partly';
  return has('completed') ? 'done' : 'cached';
}

function noteOf(tasks: TaskView[], state: State, { ended, succeeded }: LineContext): string {
  if (!tasks.length && state === 'failed') return 'did not start';
  if (state === 'waiting') return succeeded ? 'skipped' : ended ? 'not reached' : '';
  const cached = tasks.filter(({ status }) => status === 'cached').length;
  if (state === 'cached') return 'cached';
  const { running, retried } = tryCounts(tasks);
  const tries = Math.max(...tasks.map((task) => task.tries));
  const several = tasks.length - retried > 1;
  // Submitted tasks that have not begun are waiting for their executor.
  const queued = tasks.filter(({ status }) => status === 'submitted').length;
  const ignored = tasks.filter(({ status, error_action }) => status === 'failed' && error_action === 'IGNORE').length;
  const parts = [
    state === 'running' && several && queued ? `${count(running)} running, ${count(queued)} queued` : '',
    several && retried ? `${plural(retried, 'try', 'tries')} repeated` : '',
    !several && tries > 1 ? `${tries} tries` : '',
    cached ? `${cached} cached` : '',
    ignored ? `${several ? `${count(ignored)} ` : ''}failed, ignored` : '',
    state === 'failed' && (several || tries === 1) ? exitOf(tasks) : '',
  ];
  return parts.filter(Boolean).join(', ');
}

function exitOf(tasks: TaskView[]): string {
  const failed = tasks.find(({ status }) => status === 'failed');
  return failed?.exit_code === null || !failed ? 'failed' : `exit ${failed.exit_code}`;
}

/** Nextflow may have had more tasks to submit when the attempt ended. */
const mayLackTasks = ({ ended, succeeded }: LineContext): boolean => ended && !succeeded;

/** "37 of 40", with "done" if the state could be read as the number of failed or stopped tasks; "2 tasks" if there may have been more; empty for one task. */
function countsOf(tasks: TaskView[], state: State, context: LineContext): string {
  const total = tasks.length - tryCounts(tasks).retried;
  const done = tasks.filter(({ status }) => status === 'completed' || status === 'cached').length;
  if (total <= 1) return '';
  if (done === total && mayLackTasks(context)) return plural(done, 'task');
  const isAmbiguous = state === 'failed' || state === 'stopped' || state === 'ignored';
  return `${count(done)} of ${count(total)}${isAmbiguous ? ' done' : ''}`;
}

/** Counts tasks as the steps of a job do: a failed try is retried once the next try is known. */
function tryCounts(tasks: readonly TaskView[]): { running: number; retried: number } {
  const has = (...statuses: TaskView['status'][]) => tasks.filter(({ status }) => statuses.includes(status)).length;
  const failed = tasks.filter(({ status, error_action }) => status === 'failed' && error_action !== 'IGNORE').length;
  // A cached task has the number of its try in an earlier attempt.
  const again = tasks.filter(({ status, tries }) => tries > 1 && status !== 'cached').length;
  const unreported = Math.max(0, again - has('retried') - failed);
  return {
    running: Math.max(0, has('running') - unreported),
    retried: has('retried') + Math.min(unreported, has('running', 'submitted')),
  };
}
