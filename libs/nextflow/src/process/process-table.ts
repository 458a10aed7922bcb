import { readdirSync, readFileSync } from 'node:fs';
import { readStat } from './process-identity.ts';
import type { ProcessStat } from './process-stat.ts';

/** Reads all processes synchronously, so that the caller acts on the current state. */
export function readProcessTable(): ProcessStat[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => readStat(Number(name)))
    .filter((stat) => stat !== null);
}

/** Initial environment and arguments of a process. */
export interface StartedWith {
  /** Entries as `NAME=value`; empty if the process ended or belongs to another user. */
  readonly environment: readonly string[];
  /** The program first; empty if the process ended or is a kernel thread. */
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

/** Whether an environment contains every entry of the marker. An empty marker matches nothing. */
export function carries(environment: readonly string[], marker: Readonly<Record<string, string>>): boolean {
  const wanted = Object.entries(marker).map(([name, value]) => `${name}=${value}`);
  return wanted.length > 0 && wanted.every((entry) => environment.includes(entry));
}
