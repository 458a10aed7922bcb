import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { thawCgroup } from '../process/cgroup.ts';
import { listTree } from '../supervise/list-tree.ts';
import { bootId } from '../process/process-identity.ts';
import { signalProcess } from '../process/signal.ts';
import { pollUntil } from '../process/poll-until.ts';
import { attemptFiles } from '../supervise/attempt-files.ts';
import { readOptional } from '../supervise/identity-file.ts';
import type { PauseSpec } from './pause-spec.ts';

/** A continued process is immediately seen as running. */
const WITHIN_MS = 10_000;

/**
 * Continues a paused attempt; no-op if it is not paused.
 * @throws Error if a process is still stopped
 */
export async function unpauseTree(spec: PauseSpec): Promise<void> {
  const files = attemptFiles(spec.attemptDir);
  if (!existsSync(files.paused)) return;
  const cgroup = readOptional(files.cgroup)?.trim();
  if (cgroup) thawCgroup(cgroup);
  const boot_id = bootId();
  const goesOn = () => {
    const tree = listTree(spec);
    // Signals all processes, because one in an uninterruptible wait would stop afterwards and never be continued.
    for (const { pid, startTime } of tree) signalProcess({ pid, start_time: startTime, boot_id }, 'SIGCONT');
    return tree.every(({ state }) => state !== 'T');
  };
  if (!(await pollUntil(goesOn, { withinMs: WITHIN_MS }))) throw new Error('A process of the attempt is still stopped');
  await rm(files.paused, { force: true });
}
