import { bootId, type ProcessIdentity } from '../process/process-identity.ts';
import { attemptFiles } from './attempt-files.ts';
import { readIdentity, readOptional } from './identity-file.ts';

export interface RecordedProgram {
  /** The program's own process, of this boot or an earlier one; null where nothing was launched. */
  readonly leader: ProcessIdentity | null;
  /** Cgroup that it entered in this boot. */
  readonly cgroup: string | null;
}

/**
 * Reads which program an attempt launched. Nothing is recorded where the files cannot be read: what its tasks do to their
 * folder must not keep them alive, and most of them are found without these files.
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
