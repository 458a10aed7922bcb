import { readFileSync } from 'node:fs';
import { isAbsent } from '../files/if-absent.ts';
import type { ProcessIdentity } from '../process/process-identity.ts';

/** Reads an identity in the format of supervise.sh and gate.sh, `PID START_TIME BOOT_ID`; null if there is none. */
export function readIdentity(path: string): ProcessIdentity | null {
  const [pid, start_time, boot_id] = readOptional(path)?.trim().split(' ') ?? [];
  return pid && start_time && boot_id ? { pid: Number(pid), start_time, boot_id } : null;
}

/** Reads a small file; null if it does not exist. */
export function readOptional(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (isAbsent(error)) return null;
    throw error;
  }
}
