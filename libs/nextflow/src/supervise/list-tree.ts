import { recordedProgram } from './recorded-program.ts';
import type { Marker } from './spec.ts';
import { cgroupPids } from '../process/cgroup.ts';
import { bootId } from '../process/process-identity.ts';
import { isTaskIn, namesOf } from '../process/is-task-in.ts';
import { carries, readProcessTable, startedWith, type StartedWith } from '../process/process-table.ts';
import { selectTree } from '../process/select-tree.ts';
import type { ProcessStat } from '../process/process-stat.ts';

/** Attempt, as its processes are known. */
export interface AttemptTies {
  readonly attemptDir: string;
  readonly marker: Marker;
  /** Folder with the work dirs of all attempts of the job; a URL has no tie to a process. */
  readonly workRoot?: string;
}

/**
 * Lists every live process of the attempt: by cgroup, by session, by marker, by the work dir of its task, and their
 * descendants; never its supervisor. `known` are processes of an earlier scan (`processKey`), which may have cut all their
 * ties since.
 * @param table all processes of this machine
 * @param read reads what a process was started with
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

/** Returns `listTree` for looks at many attempts: what it takes of a process is read once. */
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
