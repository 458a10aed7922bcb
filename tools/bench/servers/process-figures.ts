import { readFileSync } from 'node:fs';

/** Milliseconds per tick of CPU time on Linux. */
export const TICK_MS = 10;

/** CPU ticks used by a process. Source: proc_pid_stat(5): utime and stime, 12th and 13th after the name. */
export function ticksOf(pid: number): number {
  const fields = readFileSync(`/proc/${String(pid)}/stat`, 'utf8')
    .split(') ')
    .at(-1)!
    .split(' ');
  return Number(fields[11]) + Number(fields[12]);
}

/**
 * Proportional set size: each shared page is divided among the processes that share it. Source: proc(5), smaps_rollup.
 */
export function proportionalMiB(pid: number): number {
  const text = readFileSync(`/proc/${String(pid)}/smaps_rollup`, 'utf8');
  return Number(/^Pss:\s+(\d+) kB$/m.exec(text)?.[1]) / 1024;
}

/** Resident size. Source: proc(5), VmRSS in KiB. */
export function residentMiB(pid: number): number {
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1]) / 1024;
}
