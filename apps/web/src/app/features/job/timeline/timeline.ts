import type { AttemptView, StepView, TaskView } from '@reprise/contracts';
import { unfrozenMs } from '@reprise/contracts/frozen-times';
import { startOf } from './bars.ts';
import { type StepLine, stepLine, type StepTasks } from './step-line.ts';
import type { LineContext } from './task-line.ts';
import { type Tick, timeTicks } from './time-scale.ts';

type Timeline = { lines: StepLine[]; ticks: Tick[]; nowAt: number | null };

/** Minimum length of the axis while it grows, and after the attempt has ended. */
const SHORTEST_MS = { growing: 10_000, ended: 2000 };
/** Space to the right of "now" for running bars, as a factor. */
const HEADROOM = 1.2;

export type TimelineInput = Pick<LineContext, 'stopped' | 'isFrozen' | 'frozen' | 'live' | 'sampleName'> & {
  /** The plan, in the pipeline's order. */
  plan: Pick<StepView, 'process' | 'step'>[];
  tasks: TaskView[];
  attempt: Pick<AttemptView, 'started_at' | 'completed_at' | 'status' | 'failure'> | undefined;
  now: number;
};

/** The steps of an attempt, each with its tasks, on an axis without frozen time. */
export function timelineOf({
  plan,
  tasks,
  attempt,
  now,
  stopped,
  isFrozen,
  frozen,
  live,
  sampleName,
}: TimelineInput): Timeline {
  const ended = isOver(attempt);
  const starts = tasks.map(startOf).filter((at) => at !== null);
  const from = attempt?.started_at ? Date.parse(attempt.started_at) : starts.length ? Math.min(...starts) : now;
  const to = ended ? endOfAll(tasks, attempt?.completed_at ?? null, from) : now;
  const ran = (at: number) => unfrozenMs(from, at, frozen);
  const span = Math.max(SHORTEST_MS[ended ? 'ended' : 'growing'], ran(to) * (ended ? 1.02 : HEADROOM));
  const scale = (at: number) => Math.min(100, Math.max(0, (ran(at) / span) * 100));
  const groups = groupByStep(plan, tasks);
  return {
    lines: groups.map((group) =>
      stepLine(group, {
        scale,
        end: to,
        ended,
        succeeded: attempt?.status === 'succeeded',
        failing: attempt?.failure?.failing_step ?? null,
        stopped,
        isFrozen,
        frozen,
        ...(live && { live }),
        sampleName,
      }),
    ),
    ticks: timeTicks(span),
    nowAt: ended || !attempt?.started_at ? null : scale(now),
  };
}

const isOver = (attempt: Pick<AttemptView, 'status'> | undefined): boolean =>
  attempt !== undefined && !['pending', 'running'].includes(attempt.status);

/** Text for an attempt without steps. */
export const withoutSteps = (attempt: Pick<AttemptView, 'status'> | undefined): string =>
  attempt?.status === 'succeeded'
    ? 'Nextflow ran no step.'
    : isOver(attempt)
      ? 'The attempt ended before Nextflow named its steps.'
      : 'The steps show as soon as Nextflow names them.';

/** Planned steps first, in order, then the others in the order in which they appeared. */
function groupByStep(plan: TimelineInput['plan'], tasks: TaskView[]): StepTasks[] {
  const groups = new Map<string, StepTasks>(plan.map(({ process, step }) => [process, { process, step, tasks: [] }]));
  for (const task of tasks) {
    const group = groups.get(task.process) ?? { process: task.process, step: task.step, tasks: [] };
    group.tasks.push(task);
    groups.set(task.process, group);
  }
  return [...groups.values()];
}

function endOfAll(tasks: TaskView[], completedAt: string | null, from: number): number {
  const ends = tasks.map((task) => (task.completed_at ? Date.parse(task.completed_at) : from));
  return Math.max(completedAt ? Date.parse(completedAt) : from, ...ends);
}
