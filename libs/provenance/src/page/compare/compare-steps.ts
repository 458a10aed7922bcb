import type { AttemptView, JobView, StepState, StepView, TaskView } from '@reprise/contracts';
import { ranAgainText } from '@reprise/web/shared/attempt/cache-text.ts';
import { unfrozenMs, type Frozen } from '@reprise/contracts/frozen-times';
import { plural, shortDuration } from '@reprise/web/shared/format.ts';

/** A step in one of the two attempts. `width` is that of its bar, in percent of the longest step of both. */
type StepSide = {
  fill: 'done' | 'cached' | 'failed' | 'stopped' | 'running' | null;
  width: number;
  text: string;
  note: string;
};
export type StepRow = { process: string; short: string; step: string; a: StepSide; b: StepSide; differs: boolean };
export type ComparedAttempt = {
  attempt: AttemptView;
  tasks: TaskView[];
  /** Absent for two attempts of one job. */
  job?: Pick<JobView, 'pipeline'>;
  frozen?: readonly Frozen[];
  /** When tasks were stopped, by hash, in milliseconds since 1970. */
  stopped?: ReadonlyMap<string, number>;
};

/** State of a step in an attempt; `absent` if its run has no such step. */
type ComparedState = StepState | 'absent';

const FILL: Record<ComparedState, StepSide['fill']> = {
  absent: null,
  waiting: null,
  skipped: null,
  done: 'done',
  cached: 'cached',
  failed: 'failed',
  stopped: 'stopped',
  running: 'running',
};

/** Returns the steps in the pipeline's order, on one time scale for both attempts. */
export function stepRows(a: ComparedAttempt, b: ComparedAttempt, now: number): StepRow[] {
  const steps = new Map([...b.attempt.steps, ...a.attempt.steps].map(({ process, step }) => [process, step]));
  const longest = Math.max(
    1,
    ...[...steps.keys()].flatMap((process) => [msOf(a, process, now), msOf(b, process, now)]),
  );
  return [...steps].map(([process, step]) => {
    const states = [stateOf(a, b, process), stateOf(b, a, process)] as const;
    return {
      process,
      short: process.split(':').at(-1) ?? process,
      step,
      a: sideOf(a, process, states[0], longest, now),
      b: sideOf(b, process, states[1], longest, now),
      differs: states[0] !== states[1] || exits(a, process) !== exits(b, process),
    };
  });
}

const tasksOf = ({ tasks }: ComparedAttempt, process: string): TaskView[] =>
  tasks.filter((task) => task.process === process);
const stepOf = ({ attempt }: ComparedAttempt, process: string): StepView | undefined =>
  attempt.steps.find((step) => step.process === process);

/**
 * Returns the state of a step that one of two attempts has. The steps of a completed attempt include those that it
 * skipped. Another attempt may not have listed all steps of its pipeline.
 */
function stateOf(side: ComparedAttempt, other: ComparedAttempt, process: string): ComparedState {
  const { status, steps } = side.attempt;
  const listsAll = status === 'succeeded' || (steps.length > 0 && side.job?.pipeline !== other.job?.pipeline);
  return stepOf(side, process)?.state ?? (listsAll ? 'absent' : 'waiting');
}

/** End of a task, in milliseconds since 1970; undefined while it runs, or if it is not recorded when it was stopped. */
const endOf = ({ stopped }: ComparedAttempt, { completed_at, hash }: TaskView): number | undefined =>
  completed_at ? Date.parse(completed_at) : stopped?.get(hash);

/**
 * Milliseconds from the start of a step's first task to the end of its last task, or until now, not counting frozen
 * time. For a cached step, the time of its longest task.
 */
function msOf(side: ComparedAttempt, process: string, now: number): number {
  const all = tasksOf(side, process);
  const ran = all.filter(({ status }) => status !== 'cached');
  if (ran.length === 0) return Math.max(0, ...all.map(({ duration_ms }) => duration_ms ?? 0));
  const from = ran
    .flatMap(({ started_at, submitted_at }) => started_at ?? submitted_at ?? [])
    .map((at) => Date.parse(at));
  const to = ran.map(
    (task) => endOf(side, task) ?? (side.attempt.completed_at ? Date.parse(side.attempt.completed_at) : now),
  );
  return from.length ? unfrozenMs(Math.min(...from), Math.max(...to), side.frozen ?? []) : 0;
}

function sideOf(side: ComparedAttempt, process: string, state: ComparedState, longest: number, now: number): StepSide {
  const ms = msOf(side, process, now);
  const fill = FILL[state];
  return {
    fill,
    width: fill ? (ms / longest) * 100 : 0,
    text: textOf(side, process, state, ms),
    note: noteOf(side, process),
  };
}

function textOf(side: ComparedAttempt, process: string, state: ComparedState, ms: number): string {
  if (state === 'absent') return 'no such step';
  if (state === 'cached') return 'cached';
  if (state === 'skipped') return 'skipped';
  if (state === 'waiting' && ['pending', 'running'].includes(side.attempt.status)) return 'waiting';
  if (state === 'waiting') return side.attempt.failure?.failing_step === process ? 'did not start' : 'not reached';
  const isOpen = tasksOf(side, process).some((task) => task.status === 'aborted' && endOf(side, task) === undefined);
  return isOpen ? `at most ${shortDuration(ms)}` : shortDuration(ms);
}

/** "Ran again: threads was 1, now 2. 1 task cached, 1 try repeated, exit 137" */
function noteOf(side: ComparedAttempt, process: string): string {
  const tasks = tasksOf(side, process);
  const count = (status: TaskView['status']) => tasks.filter((task) => task.status === status).length;
  const [cached, retried] = [count('cached'), count('retried')];
  const parts = [
    cached && cached < tasks.length ? `${plural(cached, 'task')} cached` : '',
    retried ? `${plural(retried, 'try', 'tries')} repeated` : '',
    exits(side, process),
  ].filter(Boolean);
  return [ranAgainText(tasks), parts.join(', ')].filter(Boolean).join('. ');
}

/** Exit codes of the tasks that finally failed: "exit 3". */
function exits(side: ComparedAttempt, process: string): string {
  const codes = tasksOf(side, process).flatMap(({ status, exit_code }) =>
    status === 'failed' ? (exit_code ?? []) : [],
  );
  return [...new Set(codes)].map((code) => `exit ${code}`).join(', ');
}
