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

/** Whether the environment that a process was started with holds every entry of the marker; an empty marker marks nothing. */
export function carries(pid: number, marker: Readonly<Record<string, string>>): boolean {
  try {
    const entries = new Set(readFileSync(`/proc/${pid}/environ`, 'utf8').split('\0'));
    const wanted = Object.entries(marker).map(([name, value]) => `${name}=${value}`);
    return wanted.length > 0 && wanted.every((entry) => entries.has(entry));
  } catch {
    return false; // it ended, or belongs to another user
  }
}
