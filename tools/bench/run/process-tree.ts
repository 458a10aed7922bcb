import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const every = 2;
const patience = 120_000;

/** Returns the ids of live processes with the marker in their environment. */
export function marked(mark: string): number[] {
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && isAlive(name));
  return ids.filter((id) => read(`/proc/${id}/environ`).split('\0').includes(`REPRISE_JOB_ID=${mark}`)).map(Number);
}

/**
 * Waits until all known processes, and all others with the marker, have ended.
 * @returns the time, as of `performance.now()`
 */
export async function untilEmpty(mark: string, known: readonly number[]): Promise<number> {
  const began = performance.now();
  for (let left = known; ; left = marked(mark)) {
    while (left.some((id) => isAlive(String(id)))) {
      if (performance.now() - began > patience) throw new Error(`processes do not end: ${left.join(', ')}`);
      await sleep(every);
    }
    const empty = performance.now();
    if (marked(mark).length === 0) return empty;
  }
}

/**
 * Waits until the given number of tasks have started.
 * @returns the time, as of `performance.now()`
 */
export async function untilBegun(folder: string, count: number): Promise<number> {
  const began = performance.now();
  while (begun(folder).length < count) {
    if (performance.now() - began > patience) throw new Error(`no task began; look into ${folder}`);
    await sleep(every);
  }
  return performance.now();
}

/** Milliseconds after which a run is cancelled: longer than the second in which its tasks begin. */
export const RUNNING_MS = 2_000;

/** For the next run in the same folder. */
export function forgetBegun(folder: string): void {
  for (const name of begun(folder)) rmSync(join(folder, name));
}

const begun = (folder: string) => readdirSync(folder).filter((name) => name.startsWith('began.'));

/** A zombie has ended, but has not been reaped by its parent. */
function isAlive(id: string): boolean {
  const stat = read(`/proc/${id}/stat`);
  return stat !== '' && !['Z', 'X'].includes(stat.charAt(stat.lastIndexOf(')') + 2));
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // it has just ended
  }
}
