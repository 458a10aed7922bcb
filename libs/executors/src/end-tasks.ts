import type { TerminationReport } from '@reprise/nextflow';
import { endEarly } from './end-early.ts';
import type { AttemptSpec, Ending, Unproven } from './executor.ts';
import { executorsOf, type ExecutorsOf } from './executors-of.ts';
import { local } from './local.ts';
import { unproven } from './scheduler.ts';

/** Report on ending an attempt: its processes and its remote tasks. */
export interface EndReport extends TerminationReport {
  /** One entry per remote executor. */
  readonly executors: readonly Ending[];
}

/**
 * Ends all tasks of an attempt on any executor. Nextflow gets TERM first, so that it submits no more. Remote tasks are
 * ended at the same time. Once the local processes are gone, each executor is queried until it reports twice that no
 * task is left.
 * @param how `sweep`: Nextflow has ended, and only leftovers remain
 */
export async function endTasks(
  attempt: AttemptSpec,
  how: 'end' | 'sweep',
  used: ExecutorsOf = executorsOf(),
): Promise<EndReport> {
  const nextflowEnds = new AbortController();
  const executors = used(attempt);
  // Nextflow cancels its tasks itself, and executors do not report afterwards how many there were.
  const before =
    how === 'end' ? await endEarly(attempt, () => executors, nextflowEnds.signal) : new Map<string, string[]>();
  // In parallel: an unresponsive engine must not delay the first signal.
  const thawed = executors.then((all) => Promise.all(all.flatMap(({ thaw }) => thaw?.(attempt) ?? [])));
  thawed.catch(() => undefined); // awaited below, unless the first signal fails
  const { report } = await local[how](attempt).finally(() => nextflowEnds.abort());
  await thawed;
  // A live Nextflow could submit more tasks.
  const endings = report.survivors.length > 0 ? [] : await endElsewhere(attempt, used);
  return { ...report, executors: endings.map((ending) => withSeen(ending, before.get(ending.name) ?? [])) };
}

/** Adds tasks that were alive before. Those that are no longer left were ended. */
function withSeen(ending: Ending, before: readonly string[]): Ending {
  const seen = [...new Set([...before, ...(ending.seen ?? ending.ended)])];
  if ('unknown' in ending.left) return { ...ending, seen };
  const left = new Set(ending.left.alive.map(({ native_id }) => native_id));
  const ended = seen.filter((id) => !left.has(id));
  return { ...ending, seen, ended, ended_count: ended.length };
}

/** Ends, after Nextflow has ended, what an attempt and earlier ones left on remote executors. */
export async function endElsewhere(
  attempt: AttemptSpec,
  used: ExecutorsOf = executorsOf(),
): Promise<readonly Ending[]> {
  const executors = await used(attempt);
  return Promise.all(executors.map((executor) => executor.end(attempt)));
}

/** Whether nothing of the attempt is left, as far as its executors can be queried. */
export const isEnded = ({ survivors, executors }: EndReport): boolean =>
  survivors.length === 0 && executors.every(({ isAsked, proven_at }) => !isAsked || proven_at !== null);

/** Returns the executors that can be queried but have not proven the end. */
export const unprovenIn = ({ executors }: Pick<EndReport, 'executors'>): Unproven[] =>
  executors.flatMap(({ isAsked, proven_at, left, problem, ...executor }) =>
    isAsked && proven_at === null ? [unproven(executor, left, problem)] : [],
  );

/** Merges the report of a try with the report of the previous, incomplete try. */
export function joinReports(earlier: EndReport, later: EndReport): EndReport {
  const before = new Map(earlier.executors.map((ending) => [ending.name, ending]));
  const executors = later.executors.map((ending) => {
    const first = before.get(ending.name);
    if (!first) return ending;
    const { seen, ended, ...joined } = withSeen(ending, first.seen ?? first.ended);
    const all = [...new Set([...first.ended, ...ended])];
    return { ...joined, ...(seen && { seen }), ended: all, ended_count: all.length, asked_at: first.asked_at };
  });
  return {
    ended_before_signal: earlier.ended_before_signal,
    signals: [...earlier.signals, ...later.signals],
    processes_ended: earlier.processes_ended + later.processes_ended,
    survivors: later.survivors,
    executors: later.executors.length > 0 ? executors : earlier.executors,
  };
}
