import { isAlive, type ProcessIdentity } from './process-identity.ts';

/**
 * Sends a signal to exactly this process, checking its identity just before. Returns false if it has ended or belongs
 * to another user.
 */
export function signalProcess(process: ProcessIdentity, signal: NodeJS.Signals): boolean {
  return isAlive(process) && kill(process.pid, signal);
}

/** Sends a signal to a process group that the caller has just identified as the attempt's. */
export function signalGroup(group: number, signal: NodeJS.Signals): boolean {
  return group > 1 && kill(-group, signal);
}

/**
 * Whether a process is alive and may be signalled. Processes in another user's container are visible but cannot be
 * ended.
 */
export const maySignal = (pid: number): boolean => kill(pid, 0);

function kill(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false; // ESRCH: it has ended; EPERM: another user's
  }
}
