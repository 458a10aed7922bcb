import type { AttemptView, StepView, TaskView } from '@reprise/contracts';
import { missDetail, ranAgainWords } from '../../../shared/attempt/cache-words.ts';
import { count, ordinal, plural } from '../../../shared/format.ts';
import type { IconName } from '../../../shared/icons.ts';
import { TASK_STATUS } from '../../../shared/status/status.ts';
import { type Bar, barOf, cachedBar, spanOf, startOf, unite } from './bars.ts';
import { type Tick, ticksOf } from './time-scale.ts';

type Line = {
  look: { key: string; icon: IconName; turning: boolean; word: string };
  bars: Bar[];
  note: string;
  durationMs: number | null;
};
type TaskLine = Line & { task: TaskView; label: string; why: string; whyTitle: string };
export type StepLine = Line & {
  process: string;
  short: string;
  step: string;
  counts: string;
  why: string;
  tasks: TaskLine[];
};
type Timeline = { lines: StepLine[]; ticks: Tick[]; nowAt: number | null };

/** Of the axis: while it may grow, and once it has ended. */
const SHORTEST_MS = { growing: 10_000, ended: 2000 };
/** Room right of "now", so that a running bar has somewhere to go. */
const HEADROOM = 1.2;

export type TimelineInput = {
  /** The plan, in the pipeline's order. */
  plan: Pick<StepView, 'process' | 'step'>[];
  tasks: TaskView[];
  attempt: Pick<AttemptView, 'started_at' | 'completed_at' | 'status'> | undefined;
  now: number;
  /** When tasks were seen to be stopped, by their hash, in milliseconds since 1970. */
  stopped: ReadonlyMap<string, number>;
  /** Left out of the names of tasks, which often begin with it. */
  sampleName: string;
};

/** The steps of an attempt along its time, each with its tasks. */
export function timelineOf({ plan, tasks, attempt, now, stopped, sampleName }: TimelineInput): Timeline {
  const ended = attempt !== undefined && !['pending', 'running'].includes(attempt.status);
  const starts = tasks.map(startOf).filter((at) => at !== null);
  const from = attempt?.started_at ? Date.parse(attempt.started_at) : starts.length ? Math.min(...starts) : now;
  const to = ended ? endOfAll(tasks, attempt.completed_at, from) : now;
  const span = Math.max(SHORTEST_MS[ended ? 'ended' : 'growing'], (to - from) * (ended ? 1.02 : HEADROOM));
  const scale = (at: number) => Math.min(100, Math.max(0, ((at - from) / span) * 100));
  const groups = groupByStep(plan, tasks);
  return {
    lines: groups.map((group) =>
      stepLine(group, { scale, end: to, ended, succeeded: attempt?.status === 'succeeded', stopped, sampleName }),
    ),
    ticks: ticksOf(span),
    nowAt: ended || !attempt?.started_at ? null : scale(now),
  };
}

type Group = { process: string; step: string; tasks: TaskView[] };
type Context = Pick<TimelineInput, 'stopped' | 'sampleName'> & {
  scale: (at: number) => number;
  end: number;
  ended: boolean;
  succeeded: boolean;
};

/** Planned steps first and in their order; steps the plan did not know come as they showed. */
function groupByStep(plan: TimelineInput['plan'], tasks: TaskView[]): Group[] {
  const groups = new Map<string, Group>(plan.map(({ process, step }) => [process, { process, step, tasks: [] }]));
  for (const task of tasks) {
    const group = groups.get(task.process) ?? { process: task.process, step: task.step, tasks: [] };
    group.tasks.push(task);
    groups.set(task.process, group);
  }
  return [...groups.values()];
}

function stepLine(group: Group, context: Context): StepLine {
  const state = stateOf(group.tasks, context.ended);
  const spans = group.tasks.flatMap((task) => spanOf(task, context.end, context.stopped.get(task.hash)) ?? []);
  const [first, last] = [Math.min(...spans.map(({ from }) => from)), Math.max(...spans.map(({ to }) => to))];
  return {
    process: group.process,
    short: group.process.split(':').at(-1) ?? group.process,
    step: group.step,
    look: LOOKS[state],
    bars: [...cachedBar(group.tasks), ...unite(spans, state === 'failed').map((span) => barOf(span, context.scale))],
    note: noteOf(group.tasks, state, context),
    counts: countsOf(group.tasks),
    why: ranAgainWords(group.tasks),
    durationMs: spans.length ? last - first : group.tasks.some(({ status }) => status === 'cached') ? 0 : null,
    tasks: sorted(group.tasks).map((task) => taskLine(task, group.tasks, context)),
  };
}

type State = 'waiting' | 'running' | 'done' | 'cached' | 'failed' | 'stopped';
const LOOKS: Record<State, StepLine['look']> = {
  waiting: { key: 'pending', icon: 'circle-dashed', turning: false, word: 'Waiting' },
  running: { key: 'running', icon: 'loader-circle', turning: true, word: 'Running' },
  done: { key: 'completed', icon: 'circle-check', turning: false, word: 'Done' },
  cached: { key: 'cached', icon: 'layers', turning: false, word: 'Cached' },
  failed: { key: 'failed', icon: 'circle-x', turning: false, word: 'Failed' },
  stopped: { key: 'cancelled', icon: 'circle-minus', turning: false, word: 'Stopped' },
};

function stateOf(tasks: TaskView[], ended: boolean): State {
  const has = (...statuses: TaskView['status'][]) => tasks.some(({ status }) => statuses.includes(status));
  if (!tasks.length) return 'waiting';
  if (has('running', 'submitted') && !ended) return 'running';
  if (tasks.some(({ status, error_action }) => status === 'failed' && error_action !== 'IGNORE')) return 'failed';
  if (has('aborted', 'running', 'submitted')) return 'stopped';
  if (!has('completed')) return has('cached') ? 'cached' : has('failed') ? 'done' : 'running';
  return 'done';
}

function taskLine(task: TaskView, siblings: TaskView[], { scale, end, stopped, sampleName }: Context): TaskLine {
  const span = spanOf(task, end, stopped.get(task.hash));
  const { key, icon, word, turning } = TASK_STATUS[task.status];
  const name = task.tag ?? task.name;
  const tries = siblings.filter((other) => (other.tag ?? other.name) === name).length;
  return {
    task,
    why: ranAgainWords([task]),
    whyTitle: task.cache_miss ? missDetail(task.cache_miss) : '',
    label: labelOf(name, sampleName, tries > 1 || task.tries > 1 ? `${ordinal(task.tries)} try` : ''),
    look: { key, icon, word, turning: !!turning },
    bars: task.status === 'cached' ? cachedBar([task]) : span ? [barOf(span, scale)] : [],
    note: task.exit_code ? `exit ${task.exit_code}` : (NOTE[task.status] ?? ''),
    durationMs: span ? span.to - span.from : task.status === 'cached' ? 0 : null,
  };
}

/** Where no bar tells. */
const NOTE: Partial<Record<TaskView['status'], string>> = { submitted: 'queued', cached: 'cached' };

/** "L002, 2nd try": without the sample's name, which every task of the job would repeat. */
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
/** By the moment they began; where there are many, what needs a look comes first. */
const MANY = 12;
function sorted(tasks: TaskView[]): TaskView[] {
  const begin = (task: TaskView) => startOf(task) ?? 0;
  return tasks.toSorted((a, b) => (tasks.length > MANY ? RANK[a.status] - RANK[b.status] : 0) || begin(a) - begin(b));
}

function noteOf(tasks: TaskView[], state: State, { ended, succeeded }: Context): string {
  if (state === 'waiting') return succeeded ? 'skipped' : ended ? 'not reached' : '';
  const cached = tasks.filter(({ status }) => status === 'cached').length;
  if (state === 'cached') return 'cached';
  const retried = tasks.filter(({ status }) => status === 'retried').length;
  const tries = Math.max(...tasks.map((task) => task.tries));
  const several = tasks.length - retried > 1;
  const parts = [
    several && retried ? `${plural(retried, 'try', 'tries')} repeated` : '',
    !several && tries > 1 ? `${tries} tries` : '',
    cached ? `${cached} cached` : '',
    state === 'failed' && (several || tries === 1) ? exitOf(tasks) : '',
  ];
  return parts.filter(Boolean).join(', ');
}

function exitOf(tasks: TaskView[]): string {
  const failed = tasks.find(({ status }) => status === 'failed');
  return failed?.exit_code === null || !failed ? 'failed' : `exit ${failed.exit_code}`;
}

/** "37 of 40", where there is more than one task. */
function countsOf(tasks: TaskView[]): string {
  const last = tasks.filter(({ status }) => status !== 'retried');
  const done = last.filter(({ status }) => status === 'completed' || status === 'cached').length;
  return last.length > 1 ? `${done} of ${count(last.length)}` : '';
}

function endOfAll(tasks: TaskView[], completedAt: string | null, from: number): number {
  const ends = tasks.map((task) => (task.completed_at ? Date.parse(task.completed_at) : from));
  return Math.max(completedAt ? Date.parse(completedAt) : from, ...ends);
}
