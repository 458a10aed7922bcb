import type { ProcessStat } from './process-stat.ts';

/** Facts that link processes to an attempt. */
export interface Ties {
  /** The program's recorded process; null if it was from another boot. */
  leader: { pid: number; startTime: string } | null;
  inCgroup: ReadonlySet<number>;
  isMarked: (process: ProcessStat) => boolean;
  /**
   * Processes found by earlier scans, keyed by `processKey`, so that a process is still recognized after it has changed
   * its group, parent and environment.
   */
  known: ReadonlySet<string>;
}

/** Key of a process, unique within one boot. */
export const processKey = ({ pid, startTime }: { pid: number; startTime: string }) => `${pid} ${startTime}`;

/** Selects the live processes of an attempt from a process table. */
export function selectTree(table: readonly ProcessStat[], { leader, inCgroup, isMarked, known }: Ties): ProcessStat[] {
  const isLeader = (each: ProcessStat) => leader !== null && processKey(each) === processKey(leader);
  const members = new Set(
    table.filter((each) => isLeader(each) || known.has(processKey(each)) || inCgroup.has(each.pid) || isMarked(each)),
  );
  // A session id is not reused while a process is in it. If one member belongs to the attempt, all of them do.
  const sessionIsOurs = leader !== null && [...members].some((each) => each.session === leader.pid);
  if (sessionIsOurs) table.filter((each) => each.session === leader.pid).forEach((each) => members.add(each));

  for (let before = -1; before !== members.size;) {
    before = members.size;
    const pids = new Set([...members].map((each) => each.pid));
    table.filter((each) => pids.has(each.parent)).forEach((each) => members.add(each));
  }
  return [...members].filter((each) => each.state !== 'Z' && each.state !== 'X');
}
