import { writeFileSync } from 'node:fs';
import { setPriority } from 'node:os';

/** Niceness at which a process gets a tenth of what another one gets of a busy processor. */
const LATER = 10;

/** Lets a process that leads a session of its own run on what others leave of the processors. Best effort. */
export function giveWay(pid: number): void {
  try {
    setPriority(pid, LATER);
    // Linux shares a processor between sessions first. https://man7.org/linux/man-pages/man7/sched.7.html
    writeFileSync(`/proc/${String(pid)}/autogroup`, String(LATER));
  } catch {
    // It has ended, or the system has no such groups.
  }
}
