import { recordedProgram } from './recorded-program.ts';
import type { Marker } from './spec.ts';
import { cgroupPids } from '../process/cgroup.ts';
import { bootId } from '../process/process-identity.ts';
import { isTaskIn, namesOf } from '../process/is-task-in.ts';
import { carries, readProcessTable, startedWith, type StartedWith } from '../process/process-table.ts';
import { selectTree } from '../process/select-tree.ts';
import type { ProcessStat } from '../process/process-stat.ts';

/** Facts that identify the processes of an attempt. */
export interface AttemptTies {
  readonly attemptDir: string;
  readonly marker: Marker;
  /** Folder with the work dirs of all attempts of the job. A URL identifies no processes. */
  readonly workRoot?: string;
}

/**
 * Lists every live process of the attempt: by cgroup, by session, by marker, by its task's work dir, and their
 * descendants. Never includes its supervisor. `known` are processes of an earlier scan (`processKey`), because a
 * process may have changed all of these since.
 * @param table all processes of this machine
 * @param read reads a process's initial environment and arguments
 */
export function listTree(
  { attemptDir, marker, workRoot }: AttemptTies,
  known: ReadonlySet<string> = new Set(),
  table: readonly ProcessStat[] = readProcessTable(),
  read: (pid: number) => StartedWith = startedWith,
): ProcessStat[] {
  const { leader, cgroup } = recordedProgram(attemptDir);
  const folders = namesOf(workRoot);
  const isMarked = ({ pid }: ProcessStat) => {
    if (pid === process.pid) return false;
    const started = read(pid);
    return carries(started.environment, marker) || isTaskIn(pid, started, folders);
  };
  return selectTree(table, {
    leader: leader?.boot_id === bootId() ? { pid: leader.pid, startTime: leader.start_time } : null,
    inCgroup: new Set(cgroup ? cgroupPids(cgroup) : []),
    isMarked,
    known,
  });
}

/** Returns a `listTree` for many attempts that reads each process only once. */
export function listTreesOfNow(): (ties: AttemptTies) => ProcessStat[] {
  const table = readProcessTable();
  const known = new Map<number, StartedWith>();
  const readOnce = (pid: number): StartedWith => {
    const started = known.get(pid) ?? startedWith(pid);
    known.set(pid, started);
    return started;
  };
  return (ties) => listTree(ties, new Set(), table, readOnce);
}
