import { writeFile } from 'node:fs/promises';
import { cgroupPids, freezeCgroup, isCgroupFrozen } from '../process/cgroup.ts';
import { listTree } from '../process/list-tree.ts';
import { bootId, isAlive, readStat, type ProcessIdentity } from '../process/process-identity.ts';
import type { ProcessStat } from '../process/process-stat.ts';
import { processKey } from '../process/select-tree.ts';
import { signalProcess } from '../process/signal.ts';
import { waitUntil } from '../process/wait-until.ts';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { readIdentity, readOptional } from '../supervise/identity-file.ts';
import type { Marker } from '../supervise/spec.ts';

/** `freeze`: no process of the attempt runs. `drain`: only Nextflow stops, so that running tasks finish and none starts. */
export type PauseMode = 'freeze' | 'drain';

export interface PauseSpec {
  readonly attemptDir: string;
  readonly marker: Marker;
}

/** A process in an uninterruptible wait stops when that is over. */
const WITHIN_MS = 10_000;

/**
 * Pauses an attempt; again, what is paused stays so. Whoever pauses records it first, in a file of the attempt, so that
 * `unpauseTree` knows also after a restart.
 * @returns whether everything that was to stop has stopped; false too where Nextflow has ended
 */
export async function pauseTree(spec: PauseSpec, mode: PauseMode): Promise<boolean> {
  const files = attemptFiles(spec.attemptDir);
  await writeFile(files.paused, mode);
  const leader = readIdentity(files.process);
  if (!leader || !isAlive(leader)) return false;
  // Nextflow first: it starts no task while the others are being stopped.
  signalProcess(leader, 'SIGSTOP');
  if (!(await waitUntil(() => isStopped(leader), { withinMs: WITHIN_MS }))) return false;
  // It was ending already: what ends takes no signal, and looks alive until its memory is given back.
  if (!isAlive(leader)) return false;
  return mode === 'drain' || freezeRest(spec, readOptional(files.cgroup)?.trim() ?? null);
}

/** The cgroup at once where there is one; then, one by one, what is outside of it, until two looks find nothing that runs. */
async function freezeRest(spec: PauseSpec, cgroup: string | null): Promise<boolean> {
  const frozen = cgroup !== null && freezeCgroup(cgroup);
  const known = new Set<string>();
  let quietLooks = 0;
  const isQuiet = () => {
    const inCgroup = new Set(frozen ? cgroupPids(cgroup) : []);
    const tree = listTree(spec, known);
    tree.forEach((each) => known.add(processKey(each)));
    const running = tree.filter((each) => !inCgroup.has(each.pid) && !STOPPED.has(each.state));
    for (const each of running) signalProcess(identityOf(each), 'SIGSTOP');
    quietLooks = running.length === 0 && (!frozen || isCgroupFrozen(cgroup)) ? quietLooks + 1 : 0;
    return quietLooks === 2;
  };
  return waitUntil(isQuiet, { withinMs: WITHIN_MS, everyMs: 20 });
}

/** Source: proc_pid_stat(5): stopped by a signal, stopped by a tracer, ended. */
const STOPPED: ReadonlySet<string> = new Set(['T', 't', 'Z', 'X']);

const isStopped = ({ pid }: ProcessIdentity) => STOPPED.has(readStat(pid)?.state ?? 'X');

const identityOf = ({ pid, startTime }: ProcessStat): ProcessIdentity => ({
  pid,
  start_time: startTime,
  boot_id: bootId(),
});
