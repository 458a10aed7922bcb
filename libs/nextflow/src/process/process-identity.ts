import { readdirSync, readFileSync } from 'node:fs';
import { flagsIn, parseStat, threadsIn, type ProcessStat } from './process-stat.ts';

/** Identity of a process. Includes the start time (clock ticks after boot) and the boot id, because pids are reused. */
export interface ProcessIdentity {
  pid: number;
  start_time: string;
  boot_id: string;
}

export function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}

/** Whether this exact process is running; a zombie has ended. */
export function isAlive({ pid, start_time, boot_id }: ProcessIdentity): boolean {
  const now = readStat(pid);
  return now !== null && now.state !== 'Z' && now.startTime === start_time && boot_id === bootId();
}

/** `PF_EXITING`. Source: Linux, include/linux/sched.h. */
const EXITING = 4;

/** Whether this exact process is exiting. Such a process takes no signal, but is alive until its memory is released. */
export function isExiting(process: ProcessIdentity): boolean {
  if (!isAlive(process)) return false;
  try {
    return (flagsIn(readFileSync(`/proc/${process.pid}/stat`, 'utf8')) & EXITING) !== 0;
  } catch {
    return true; // it ended in the meantime
  }
}

/**
 * Reads the process that currently has this pid; null if there is none. A process whose main thread has ended is alive
 * while other threads run.
 */
export function readStat(pid: number): ProcessStat | null {
  const line = readOrEmpty(`/proc/${pid}/stat`);
  const stat = parseStat(line);
  return stat?.state === 'Z' && threadsIn(line) > 1 ? { ...stat, state: stateOfThreads(pid) } : stat;
}

/** State of a live thread; `Z` if there is none. */
function stateOfThreads(pid: number): string {
  for (const thread of threadsOf(pid)) {
    const state = parseStat(readOrEmpty(`/proc/${pid}/task/${thread}/stat`))?.state;
    if (state && state !== 'Z' && state !== 'X') return state;
  }
  return 'Z';
}

function threadsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return []; // it ended
  }
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return ''; // it ended, perhaps during the read (ESRCH)
  }
}
