import { setTimeout as sleep } from 'node:timers/promises';
import type { AttemptSpec, Ending, Executor, Listing, LiveTask, Phase, Unproven, WhyNot } from './executor.ts';

/**
 * Commands of a batch scheduler. Commands that change tasks may fail for some of them, for example because these have
 * ended, so only later listings prove anything. Each command rejects with a sentence.
 */
export interface Scheduler extends EndingScheduler {
  readonly hold: ActOnTasks;
  readonly release: ActOnTasks;
  readonly stop: ActOnTasks;
  readonly resume: ActOnTasks;
}

/** Calls of an executor that can end tasks but not hold them back. A pause does not reach such tasks. */
export interface EndingScheduler {
  readonly name: string;
  readonly label: string;
  /**
   * A query that any user may send, and that shows whether a runner can offer the executor. If absent, the runner does
   * not look for it.
   */
  readonly probe?: Probe;
  /** The scheduler's term for a task; default: a job. */
  readonly noun?: string;
  /**
   * @param oldMs permitted age of the answer; default 0
   */
  list(attempt: AttemptSpec, oldMs?: number): Promise<Listing>;
  readonly cancel: ActOnTasks;
  /** Whether tasks are identified by Nextflow's log, including tasks with work dirs in an object store. */
  readonly isByLog?: boolean;
  /** Whether Nextflow itself ends many tasks in one call, so that an extra call would not be faster. */
  readonly isEndedByNextflow?: boolean;
  /** Minimum time between two listings that prove an end; default: the poll interval. */
  readonly apartMs?: number;
}

/** Tool and arguments. */
export type Probe = readonly [tool: string, ...args: string[]];

/** Requests a change of tasks, by their native ids. */
type ActOnTasks = (ids: readonly string[]) => Promise<void>;

/** Polling parameters for a scheduler. */
export interface Pace extends Pick<EndingScheduler, 'apartMs'> {
  readonly everyMs: number;
  /** Time after which the remaining tasks are reported. The caller retries. */
  readonly withinMs: number;
}

/**
 * A submission that was in progress when Nextflow ended is in the second listing at the latest. Slurm kills tasks that
 * ignore TERM after 30 s.
 */
const PACE: Pace = { everyMs: 750, withinMs: 60_000 };
/** A pause may be reverted, or the job cancelled, in the meantime. */
const PAUSED_WITHIN_MS = 10_000;
/**
 * Minimum time between two listings, as a multiple of the scheduler's response time. A scheduler that is slow to answer
 * may also be slow to accept a submission that was sent before the first listing.
 */
const APART_BY_ANSWER = 2;

const paceOf = ({ apartMs = PACE.everyMs }: EndingScheduler): Pace => ({ ...PACE, apartMs });

/** Turns a scheduler into an executor. It requests a change until two listings that are one poll apart show it. */
export function executorOf(
  scheduler: Scheduler | EndingScheduler,
  { everyMs, withinMs, apartMs = everyMs }: Pace = paceOf(scheduler),
): Executor {
  const { name, label, noun = 'job' } = scheduler;

  /** Acts on tasks in these phases until two listings contain none. Returns the ids that were seen in such a phase. */
  async function until(
    attempt: AttemptSpec,
    phases: readonly Phase[],
    act: (tasks: readonly LiveTask[]) => Promise<void>,
    mostMs = withinMs,
  ) {
    const seen = new Set<string>();
    let problem: string | undefined;
    const began = performance.now();
    // Most tasks end at once, so the cluster is queried soon after the request, then less often.
    let soonMs = everyMs / 4;
    for (let none = 0; ;) {
      const asked = performance.now();
      const found = await scheduler.list(attempt);
      const answeredMs = performance.now() - asked;
      if ('unknown' in found) return { seen, left: found, problem };
      const left = { alive: found.alive.filter(({ phase }) => phases.includes(phase)) };
      left.alive.forEach(({ native_id }) => seen.add(native_id));
      none = left.alive.length === 0 ? none + 1 : 0;
      const isOver = none === 2 || (none === 0 && performance.now() - began > mostMs);
      if (isOver) return { seen, left, problem };
      problem = await act(left.alive).then(
        () => undefined,
        (error: unknown) => (error as Error).message,
      );
      await sleep(none > 0 ? Math.max(apartMs, answeredMs * APART_BY_ANSWER) : soonMs);
      soonMs = Math.min(everyMs, soonMs * 2);
    }
  }

  const askToEnd = (tasks: readonly LiveTask[]) => each(scheduler.cancel, tasks, ({ phase }) => phase !== 'ending');
  const early = scheduler.isEndedByNextflow ? {} : { askToEnd };

  async function end(attempt: AttemptSpec): Promise<Ending> {
    const asked_at = new Date().toISOString();
    const { seen, left, problem } = await until(attempt, ALL, askToEnd);
    const isProven = 'alive' in left && left.alive.length === 0;
    const alive = new Set('alive' in left ? left.alive.map(({ native_id }) => native_id) : seen);
    const ended = [...seen].filter((id) => !alive.has(id));
    return {
      name,
      label,
      noun,
      isAsked: true,
      ended,
      ended_count: ended.length,
      left,
      asked_at,
      ...(!isProven && { seen: [...seen] }),
      ...(!isProven && problem !== undefined && { problem }),
      proven_at: isProven ? new Date().toISOString() : null,
    };
  }

  const settled = async (
    attempt: AttemptSpec,
    phases: readonly Phase[],
    act: (tasks: readonly LiveTask[]) => Promise<void>,
  ): Promise<WhyNot> => {
    const { left, problem } = await until(attempt, phases, act, Math.min(withinMs, PAUSED_WITHIN_MS));
    if ('alive' in left && left.alive.length === 0) return null;
    return unproven({ name, label, noun }, left, problem);
  };
  const listed = { list: (attempt: AttemptSpec, oldMs?: number) => scheduler.list(attempt, oldMs) };
  if (!('hold' in scheduler)) {
    const message = `${label} can neither hold nor stop a ${noun}`;
    const refuse = () => Promise.resolve({ name, message, left: null });
    return {
      name,
      label,
      noun,
      isAsked: true,
      isPausable: false,
      ...early,
      end,
      ...listed,
      hold: refuse,
      suspend: refuse,
      resume: refuse,
    };
  }
  const hold = (tasks: readonly LiveTask[]) => each(scheduler.hold, tasks, ({ phase }) => phase === 'waiting');
  const stop = (tasks: readonly LiveTask[]) => each(scheduler.stop, tasks, ({ phase }) => phase === 'running');

  return {
    name,
    label,
    noun,
    isAsked: true,
    isPausable: true,
    ...early,
    end,
    ...listed,
    hold: (attempt) => settled(attempt, ['waiting'], hold),
    suspend: (attempt) =>
      // Pending tasks first, because the slot of a stopped task is not reassigned, but the slot of an ended one is.
      settled(attempt, ['waiting', 'running', 'ending'], async (tasks) => {
        await hold(tasks);
        await stop(tasks);
      }),
    resume: (attempt) =>
      settled(attempt, ['held', 'stopped'], async (tasks) => {
        await each(scheduler.resume, tasks, ({ phase }) => phase === 'stopped');
        await each(scheduler.release, tasks, ({ phase }) => phase === 'held');
      }),
  };
}

const ALL: readonly Phase[] = ['waiting', 'held', 'running', 'stopped', 'blocked', 'ending'];

async function each(act: ActOnTasks, tasks: readonly LiveTask[], isMeant: (task: LiveTask) => boolean): Promise<void> {
  const ids = tasks.filter(isMeant).map(({ native_id }) => native_id);
  if (ids.length > 0) await act(ids);
}

const MOST_NAMED = 20;

/**
 * Returns which tasks an executor still has, or that it does not answer: "Slurm still has 2 jobs: 9 (RUNNING), 10
 * (PENDING)".
 */
export function unproven(
  { name, label, noun }: Pick<Executor, 'name' | 'label' | 'noun'>,
  left: Listing,
  problem?: string,
): Unproven {
  if ('unknown' in left) return { name, message: `${label} does not answer: ${left.unknown}`, left: null };
  const { alive } = left;
  const named = alive.slice(0, MOST_NAMED).map(({ native_id, state }) => `${native_id} (${state})`);
  const more = alive.length > MOST_NAMED ? ` and ${String(alive.length - MOST_NAMED)} more` : '';
  const jobs = alive.length === 1 ? `1 ${noun}` : `${String(alive.length)} ${noun}s`;
  const why = problem === undefined ? '' : `. ${problem}`;
  return { name, message: `${label} still has ${jobs}: ${named.join(', ')}${more}${why}`, left: alive };
}
