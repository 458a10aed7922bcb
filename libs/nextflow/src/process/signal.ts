import { isAlive, type ProcessIdentity } from './process-identity.ts';

/** Sends a signal to exactly this process: its identity is checked in the instant before. False where it has ended or is not ours to signal. */
export function signalProcess(process: ProcessIdentity, signal: NodeJS.Signals): boolean {
  return isAlive(process) && kill(process.pid, signal);
}

/** Sends a signal to a process group that the caller has this instant seen to be its own. */
export function signalGroup(group: number, signal: NodeJS.Signals): boolean {
  return group > 1 && kill(-group, signal);
}

function kill(pid: number, signal: NodeJS.Signals): boolean {
  try {
    return process.kill(pid, signal);
  } catch {
    return false; // ESRCH: it ended meanwhile; EPERM: another user's
  }
}
