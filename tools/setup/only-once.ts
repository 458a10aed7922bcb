import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Machine } from './machine.ts';

/**
 * Does a piece of work unless its stamp says that it was done from the same inputs; only one process at a time does it,
 * the others wait for it.
 * @param key what the result depends on, such as a version or a hash of its inputs
 * @param isThere whether what the work makes is still in place
 */
export async function onlyOnce(
  machine: Machine,
  name: string,
  key: string,
  isThere: () => boolean,
  work: () => Promise<void>,
): Promise<void> {
  const stamp = stampFile(machine, name);
  const isDone = () => isStamped(machine, name, key) && isThere();
  if (isDone()) return;
  mkdirSync(join(machine.root, '.tools', 'stamps'), { recursive: true });
  const lock = `${stamp}.lock`;
  await takeLock(lock);
  try {
    if (isDone()) return;
    await work();
    writeFileSync(stamp, key);
  } finally {
    rmSync(lock, { force: true });
  }
}

/** Whether that work was done before, from the same inputs. */
export function isStamped(machine: Machine, name: string, key: string): boolean {
  return readFile(stampFile(machine, name)) === key;
}

function stampFile(machine: Machine, name: string): string {
  return join(machine.root, '.tools', 'stamps', name);
}

function readFile(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

async function takeLock(file: string): Promise<void> {
  for (;;) {
    try {
      const descriptor = openSync(file, 'wx');
      writeSync(descriptor, String(process.pid));
      closeSync(descriptor);
      return;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    if (isAbandoned(file)) rmSync(file, { force: true });
    else await sleep(200);
  }
}

function isAbandoned(lock: string): boolean {
  const owner = Number(readFile(lock));
  // A lock without a number was made this instant: its owner has not written it yet.
  if (!Number.isInteger(owner) || owner <= 0) return false;
  try {
    process.kill(owner, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
