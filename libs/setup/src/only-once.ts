import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { tryLock } from '@reprise/local-servers';
import pWaitFor from 'p-wait-for';
import type { Machine } from './machine.ts';

/**
 * Runs work unless its stamp shows that it was done with the same inputs. Concurrent processes wait for the first one.
 * @param key value that the result depends on, such as a version or a hash of its inputs
 * @param isThere whether the result still exists
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
  await oneAtATime(machine, name, async () => {
    if (isDone()) return;
    await work();
    writeFileSync(stamp, key);
  });
}

/** Runs work while no other process runs work with this name. */
export async function oneAtATime(machine: Machine, name: string, work: () => Promise<void>): Promise<void> {
  mkdirSync(join(machine.root, '.tools', 'stamps'), { recursive: true });
  const lock = `${stampFile(machine, name)}.lock`;
  await pWaitFor(() => tryLock(lock) === undefined, { interval: 200 });
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

/** Whether the work was already done with the same inputs. */
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
