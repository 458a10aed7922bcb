import { waitingLine, type PendingJob } from '@reprise/job';
import type { JobStateCache } from '../state/job-state-cache.ts';
import type { Leases } from '../heartbeat/leases.ts';
import type { DecisionLog } from '../log/append-decision.ts';

/** Claims waiting jobs, next first, while slots of this runner are free. Losing one to another runner is no error. */
export async function claimAttempts(
  cache: JobStateCache,
  decisions: DecisionLog,
  leases: Leases,
  { runnerId, storageId, slots }: { runnerId: string; storageId: string; slots: number },
): Promise<void> {
  for (const job of waitingLine(cache.openJobs())) {
    if (slotsTaken(cache, runnerId) >= slots) return;
    if (!canRunHere(job, storageId, leases)) continue;
    await decisions.append(job.job_id, { name: 'claim', attempt: job.attempt, runner_id: runnerId });
  }
}

/** How many attempts this runner holds. */
export const slotsTaken = (cache: JobStateCache, runnerId: string): number =>
  cache.openJobs().filter((job) => job.claimed_by === runnerId).length;

/**
 * A resume or restart needs the storage where the work dir lies. A rerun is left to a runner that has the storage of the
 * previous results, which it deletes, as long as there may be one.
 */
function canRunHere({ mode, last_run, results_on }: PendingJob, storageId: string, leases: Leases): boolean {
  if (mode === 'fresh') return !results_on || results_on === storageId || leases.hasLostStorage(results_on);
  return last_run === null || last_run.storage_id === storageId;
}
