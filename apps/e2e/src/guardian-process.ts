import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { processesIn } from './processes.ts';

const ENDS_WITHIN_MS = 5_000;

/**
 * Process started by `guard`. It waits until its stdin closes, then ends all processes that run in a folder, and
 * deletes the folder.
 */
const folder = process.argv[2]!;
process.stdin.resume().once('close', () => void end());

async function end(): Promise<void> {
  const deadline = performance.now() + ENDS_WITHIN_MS;
  for (let left = processesIn(folder); left.length > 0 && performance.now() < deadline; left = processesIn(folder)) {
    for (const { pid } of left) kill(pid);
    await sleep(20);
  }
  for (const mounted of mountsIn(folder)) spawnSync('umount', ['--lazy', mounted]);
  rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has already ended.
  }
}

/** Nested mounts come first. */
function mountsIn(path: string): string[] {
  const mounts = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '');
  return mounts.filter((mount) => mount.startsWith(path)).toReversed();
}
