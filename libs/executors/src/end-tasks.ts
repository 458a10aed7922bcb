import type { TerminationReport } from '@reprise/nextflow';
import type { AttemptSpec, Ending, Unproven } from './executor.ts';
import { executorsOf, type ExecutorsOf } from './executors-of.ts';
import { local } from './local.ts';
import { unproven } from './scheduler.ts';

/** Report of ending an attempt: its processes, and its tasks on other machines. */
export interface EndReport extends TerminationReport {
  /** One for each executor on other machines. */
  readonly executors: readonly Ending[];
}

/**
 * Ends all tasks of an attempt, wherever they are: processes of this machine first, so that Nextflow cleans up and submits
 * no more; then each executor that it used, until that says twice that none is left.
 * @param how `sweep`: Nextflow has ended, and only what it left is to be ended
 */
export async function endTasks(
  attempt: AttemptSpec,
  how: 'end' | 'sweep',
  used: ExecutorsOf = executorsOf(),
): Promise<EndReport> {
  const { report } = await local[how](attempt);
  // A Nextflow that lives could submit more.
  return { ...report, executors: report.survivors.length > 0 ? [] : await endElsewhere(attempt, used) };
}

/** Ends what an attempt and those before it left on executors of other machines: their Nextflow has ended. */
export async function endElsewhere(
  attempt: AttemptSpec,
  used: ExecutorsOf = executorsOf(),
): Promise<readonly Ending[]> {
  const executors = await used(attempt);
  return Promise.all(executors.map((executor) => executor.end(attempt)));
}

/** Whether nothing of the attempt is left, as far as its executors can be asked. */
export const isEnded = ({ survivors, executors }: EndReport): boolean =>
  survivors.length === 0 && executors.every(({ isAsked, proven_at }) => !isAsked || proven_at !== null);

/** Returns the executors that can be asked and have not proven the end. */
export const unprovenIn = ({ executors }: Pick<EndReport, 'executors'>): Unproven[] =>
  executors.flatMap(({ isAsked, proven_at, left, problem, ...executor }) =>
    isAsked && proven_at === null ? [unproven(executor, left, problem)] : [],
  );

/** Joins the report of a try with that of the try before it, which had not ended all. */
export function joinReports(earlier: EndReport, later: EndReport): EndReport {
  const before = new Map(earlier.executors.map((ending) => [ending.name, ending]));
  const executors = later.executors.map((ending) => {
    const first = before.get(ending.name);
    if (!first) return ending;
    const ended = [...new Set([...first.ended, ...ending.ended])];
    return { ...ending, ended, ended_count: ended.length, asked_at: first.asked_at };
  });
  return {
    ended_before_signal: earlier.ended_before_signal,
    signals: [...earlier.signals, ...later.signals],
    processes_ended: earlier.processes_ended + later.processes_ended,
    survivors: later.survivors,
    executors: later.executors.length > 0 ? executors : earlier.executors,
  };
}
