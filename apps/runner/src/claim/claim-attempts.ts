import { waitingLine, type PendingJob } from '@reprise/job';
import type { JobStateCache } from '../state/job-state-cache.ts';
import type { Leases } from '../heartbeat/leases.ts';
import type { RunnerCommands } from '../state/runner-commands.ts';

interface ClaimOptions {
  readonly runnerId: string;
  readonly storageId: string;
  readonly slots: number;
  /** Whether people still let it claim: asked before each claim. */
  readonly mayClaim?: () => boolean;
}

/** Claims waiting jobs, next first, while slots of this runner are free. Losing one to another runner is no error. */
export async function claimAttempts(
  cache: JobStateCache,
  commands: RunnerCommands,
  leases: Leases,
  { runnerId, storageId, slots, mayClaim = () => true }: ClaimOptions,
): Promise<void> {
  for (const job of waitingLine(cache.openJobs())) {
    if (slotsTaken(cache, runnerId) >= slots || !mayClaim()) return;
    if (!canRunHere(job, storageId, leases)) continue;
    await commands.handle(job.job_id, { name: 'claim', attempt: job.attempt, runner_id: runnerId });
  }
}

/** Number of attempts that this runner holds. */
export const slotsTaken = (cache: JobStateCache, runnerId: string): number =>
  cache.openJobs().filter((job) => job.claimed_by === runnerId).length;

/**
 * Whether the attempt can run on this storage. A resume or restart needs the storage of its work dir. A rerun is left to
 * a runner on the storage of the previous results, which it deletes, as long as there may be such a runner.
 */
function canRunHere({ mode, last_run, results_on }: PendingJob, storageId: string, leases: Leases): boolean {
  if (mode === 'fresh') return !results_on || results_on === storageId || leases.hasLostStorage(results_on);
  return last_run === null || last_run.storage_id === storageId;
}
