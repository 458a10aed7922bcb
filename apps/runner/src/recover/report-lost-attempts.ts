import type { LostAttemptReport } from '@reprise/contracts';
import type { Leases } from '../state/leases.ts';
import type { JobStateCache } from '../state/job-state-cache.ts';

/**
 * Reports attempts to the gateways if the leases of their runners have expired. The gateways record them as failed, so
 * that their jobs can be resumed.
 */
export function reportLostAttempts(
  cache: JobStateCache,
  leases: Leases,
  reporter: string,
  report: (report: LostAttemptReport) => void,
): void {
  for (const { claimed_by: owner, job_id, attempt } of cache.openJobs())
    if (owner && owner !== reporter && leases.hasEnded(owner)) report({ reporter, job_id, attempt });
}
