import { writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';

/** Niceness at which a process gets a tenth of the share of another one on a busy CPU. */
const LATER = 10;

/** Lets a session leader use only CPU time that other processes leave. Best effort. */
export function giveWay(pid: number): void {
  try {
    setPriority(pid, LATER);
    // Linux first shares a CPU between sessions. https://man7.org/linux/man-pages/man7/sched.7.html
    writeFileSync(`/proc/${String(pid)}/autogroup`, String(LATER));
  } catch {
    // It has ended, or the system has no such groups.
  }
}
