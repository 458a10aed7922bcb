import { existsSync, readFileSync, statSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { cgroupPids, freezeCgroup, isCgroupFrozen } from '../process/cgroup.ts';
import { listTree } from '../supervise/list-tree.ts';
import { bootId, isAlive, readStat, type ProcessIdentity } from '../process/process-identity.ts';
import type { ProcessStat } from '../process/process-stat.ts';
import { processKey } from '../process/select-tree.ts';
import { signalProcess } from '../process/signal.ts';
import { pollUntil } from '../process/poll-until.ts';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { readIdentity, readOptional } from '../supervise/identity-file.ts';
import type { PauseSpec } from './pause-spec.ts';
import { unpauseTree } from './unpause-tree.ts';

/**
 * `freeze`: no process of the attempt runs. `drain`: only Nextflow stops, so that running tasks finish and no new ones
 * start.
 */
export type PauseMode = 'freeze' | 'drain';

/** A process in an uninterruptible wait only stops afterwards. */
const WITHIN_MS = 10_000;

/**
 * Pauses an attempt. Idempotent. First records the pause in a file of the attempt, so that `unpauseTree` works after a
 * restart.
 * @returns whether all processes that should stop have stopped; false if Nextflow has ended
 */
export async function pauseTree(spec: PauseSpec, mode: PauseMode): Promise<boolean> {
  const files = attemptFiles(spec.attemptDir);
  const before = modeIn(files.paused);
  if (before !== '' && before !== mode) await unpauseTree(spec);
  await writeFile(files.paused, mode).catch((error: unknown) => {
    // On a full disk the file is empty, which is sufficient: a pause must not wait for the tasks that fill the disk.
    if (!existsSync(files.paused)) throw error;
  });
  const leader = readIdentity(files.process);
  if (!leader || !isAlive(leader)) return false;
  // Nextflow first, so that it starts no task while the others are being stopped.
  signalProcess(leader, 'SIGSTOP');
  if (!(await pollUntil(() => isStopped(leader), { withinMs: WITHIN_MS }))) return false;
  // Nextflow was already exiting. An exiting process takes no signal, and looks alive until its memory is released.
  if (!isAlive(leader)) return false;
  const isStill = mode === 'drain' || (await freezeRest(spec, readOptional(files.cgroup)?.trim() ?? null));
  return isStill && isAlive(leader);
}

/** Mode of an earlier pause; empty if there was none, or if a full disk prevented it from being written. */
const modeIn = (file: string): string =>
  existsSync(file) && statSync(file).size > 0 ? readFileSync(file, 'utf8') : '';

/**
 * Freezes the cgroup if there is one; then stops processes outside of it, until two scans find none running. A process
 * in vfork waits for its child's exec and cannot stop earlier. If the child was stopped first, it is continued until
 * the next scan. Source: vfork(2).
 */
async function freezeRest(spec: PauseSpec, cgroup: string | null): Promise<boolean> {
  const frozen = cgroup !== null && freezeCgroup(cgroup);
  const known = new Set<string>();
  let letGoOn = new Set<number>();
  let quietLooks = 0;
  const isQuiet = () => {
    const inCgroup = new Set(frozen ? cgroupPids(cgroup) : []);
    const tree = listTree(spec, known);
    tree.forEach((each) => known.add(processKey(each)));
    const running = tree.filter((each) => !inCgroup.has(each.pid) && !STOPPED.has(each.state));
    const waiting = new Set(running.filter(({ state }) => state === 'D').map(({ pid }) => pid));
    const held = tree.filter(({ state, parent }) => state === 'T' && waiting.has(parent));
    for (const each of running) if (!letGoOn.has(each.pid)) signalProcess(identityOf(each), 'SIGSTOP');
    for (const each of held) signalProcess(identityOf(each), 'SIGCONT');
    letGoOn = new Set(held.map(({ pid }) => pid));
    quietLooks = running.length === 0 && (!frozen || isCgroupFrozen(cgroup)) ? quietLooks + 1 : 0;
    return quietLooks === 2;
  };
  return pollUntil(isQuiet, { withinMs: WITHIN_MS, everyMs: 20 });
}

/** Source: proc_pid_stat(5): stopped by a signal, stopped by a tracer, ended. */
const STOPPED: ReadonlySet<string> = new Set(['T', 't', 'Z', 'X']);

const isStopped = ({ pid }: ProcessIdentity) => STOPPED.has(readStat(pid)?.state ?? 'X');

const identityOf = ({ pid, startTime }: ProcessStat): ProcessIdentity => ({
  pid,
  start_time: startTime,
  boot_id: bootId(),
});
