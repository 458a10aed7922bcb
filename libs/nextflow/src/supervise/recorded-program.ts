import { bootId, type ProcessIdentity } from '../process/process-identity.ts';
import { attemptFiles } from './attempt-files.ts';
import { readIdentity, readOptional } from './identity-file.ts';

export interface RecordedProgram {
  /** Process of the program, from this boot or an earlier one; null if nothing was launched. */
  readonly leader: ProcessIdentity | null;
  /** Cgroup that the program entered in this boot. */
  readonly cgroup: string | null;
}

/**
 * Reads which program an attempt launched. Returns nothing if the files cannot be read: tasks must not be able to stay
 * alive by changing their folder, and most processes are found without these files.
 */
export function recordedProgram(attemptDir: string): RecordedProgram {
  const files = attemptFiles(attemptDir);
  try {
    const leader = readIdentity(files.process);
    const isOfThisBoot = leader?.boot_id === bootId();
    return { leader, cgroup: isOfThisBoot ? (readOptional(files.cgroup)?.trim() ?? null) : null };
  } catch {
    return { leader: null, cgroup: null };
  }
}
