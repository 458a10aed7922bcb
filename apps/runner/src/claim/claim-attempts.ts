import { nextToClaim, slotsFor, type PendingJob, type RunnerSize } from '@reprise/job';
import type { JobStateCache } from '../state/job-state-cache.ts';
import type { Leases } from '../heartbeat/leases.ts';
import type { RunnerCommands } from '../state/runner-commands.ts';

interface Claimant {
  readonly runnerId: string;
  readonly storageId: string;
  readonly size: RunnerSize;
  /** Whether people still let it claim: asked before each claim. */
  readonly mayClaim?: () => boolean;
}

/**
 * Claims waiting jobs, next first, while they fit into the free slots of this runner. Losing one to another runner is no
 * error.
 */
export async function claimAttempts(
  cache: JobStateCache,
  commands: RunnerCommands,
  leases: Leases,
  { runnerId, storageId, size, mayClaim = () => true }: Claimant,
): Promise<void> {
  const tried = new Set<string>();
  for (;;) {
    const job = nextToClaim(cache.openJobs(), {
      queueOf: (name) => cache.queue(name).state,
      free: size.slots - slotsTaken(cache, runnerId, size),
      slotsOf: ({ resources }) => slotsFor(resources, size),
      canRun: (each) => !tried.has(each.job_id) && canRunHere(each, storageId, leases),
    });
    if (!job || !mayClaim()) return;
    tried.add(job.job_id);
    const slots = slotsFor(job.resources, size);
    const claim = { name: 'claim', attempt: job.attempt, runner_id: runnerId, ...(slots > 1 && { slots }) } as const;
    await commands.handle(job.job_id, claim);
  }
}

/** Number of slots that the attempts of this runner take. */
export const slotsTaken = (cache: JobStateCache, runnerId: string, size: RunnerSize): number =>
  cache
    .openJobs()
    .filter((job) => job.claimed_by === runnerId)
    .reduce((slots, { resources }) => slots + slotsFor(resources, size), 0);

/**
 * Whether the attempt can run on this storage. A resume or restart needs the storage of its work dir. A rerun is left to
 * a runner on the storage of the previous results, which it deletes, as long as there may be such a runner.
 */
function canRunHere({ mode, last_run, results_on }: PendingJob, storageId: string, leases: Leases): boolean {
  if (mode === 'fresh') return !results_on || results_on === storageId || leases.hasLostStorage(results_on);
  return last_run === null || last_run.storage_id === storageId;
}
