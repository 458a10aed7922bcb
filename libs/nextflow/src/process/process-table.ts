import { readdirSync, readFileSync } from 'node:fs';
import { readStat } from './process-identity.ts';
import type { ProcessStat } from './process-stat.ts';

/** Reads all processes, without yielding: whoever acts at once acts on what was read. */
export function readProcessTable(): ProcessStat[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readStat(Number(name)))
    .filter((stat) => stat !== null);
}

/** Environment and arguments with which a process was started. */
export interface StartedWith {
  /** As `NAME=value`; none where it ended, or belongs to another user. */
  readonly environment: readonly string[];
  /** The program first; none where it ended, or is one of the kernel. */
  readonly args: readonly string[];
}

export const startedWith = (pid: number): StartedWith => ({
  environment: entriesIn(`/proc/${pid}/environ`),
  args: entriesIn(`/proc/${pid}/cmdline`),
});

function entriesIn(file: string): string[] {
  try {
    return readFileSync(file, 'utf8').split('\0');
  } catch {
    return [];
  }
}

/** Whether an environment holds every entry of the marker; an empty marker marks nothing. */
export function carries(environment: readonly string[], marker: Readonly<Record<string, string>>): boolean {
  const wanted = Object.entries(marker).map(([name, value]) => `${name}=${value}`);
  return wanted.length > 0 && wanted.every((entry) => environment.includes(entry));
}
