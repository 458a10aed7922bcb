import { readdirSync, readFileSync } from 'node:fs';
import { flagsIn, parseStat, threadsIn, type ProcessStat } from './process-stat.ts';

/** Identity of one process. Pids are reused, so its start time (clock ticks after boot) and the boot belong to it. */
export interface ProcessIdentity {
  pid: number;
  start_time: string;
  boot_id: string;
}

export function bootId(): string {
  return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
}

/** Whether this very process is running; a zombie has ended. */
export function isAlive({ pid, start_time, boot_id }: ProcessIdentity): boolean {
  const now = readStat(pid);
  return now !== null && now.state !== 'Z' && now.startTime === start_time && boot_id === bootId();
}

/** `PF_EXITING`. Source: Linux, include/linux/sched.h. */
const EXITING = 4;

/** Whether this very process has begun to exit: it takes no signal, and is alive until its memory is given back. */
export function isExiting(process: ProcessIdentity): boolean {
  if (!isAlive(process)) return false;
  try {
    return (flagsIn(readFileSync(`/proc/${process.pid}/stat`, 'utf8')) & EXITING) !== 0;
  } catch {
    return true; // it ended meanwhile
  }
}

/** Reads the process that has this pid now, or null. One whose main thread has ended before the others is not over. */
export function readStat(pid: number): ProcessStat | null {
  const line = readOrEmpty(`/proc/${pid}/stat`);
  const stat = parseStat(line);
  return stat?.state === 'Z' && threadsIn(line) > 1 ? { ...stat, state: stateOfThreads(pid) } : stat;
}

/** The state of a thread that lives; `Z` where none does. */
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
    return ''; // it ended, perhaps while being read (ESRCH)
  }
}
