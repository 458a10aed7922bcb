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

/** Returns what a process was started with, as `NAME=value`; nothing where it ended, or belongs to another user. */
export const environmentOf = (pid: number): readonly string[] => entriesIn(`/proc/${pid}/environ`);

/** Returns the program and the arguments of a process; nothing where it ended, or is one of the kernel. */
export const argumentsOf = (pid: number): readonly string[] => entriesIn(`/proc/${pid}/cmdline`);

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
