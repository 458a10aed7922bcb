import { recordedProgram } from '../supervise/recorded-program.ts';
import type { Marker } from '../supervise/spec.ts';
import { cgroupPids } from './cgroup.ts';
import { bootId } from './process-identity.ts';
import { carries, readProcessTable } from './process-table.ts';
import { selectTree } from './select-tree.ts';
import type { ProcessStat } from './process-stat.ts';

/**
 * Lists every live process of the attempt: by cgroup, by session, by marker, and their descendants; never its supervisor.
 * `known` are processes of an earlier scan (`processKey`), which may have cut all their ties since.
 * @param table all processes of this machine
 */
export function listTree(
  { attemptDir, marker }: { attemptDir: string; marker: Marker },
  known: ReadonlySet<string> = new Set(),
  table: readonly ProcessStat[] = readProcessTable(),
): ProcessStat[] {
  const { leader, cgroup } = recordedProgram(attemptDir);
  return selectTree(table, {
    leader: leader?.boot_id === bootId() ? { pid: leader.pid, startTime: leader.start_time } : null,
    inCgroup: new Set(cgroup ? cgroupPids(cgroup) : []),
    isMarked: ({ pid }) => pid !== process.pid && carries(pid, marker),
    known,
  });
}
