import { neededStorage, nextToClaim, slotsFor, type PendingJob, type RunnerSize } from '@reprise/job';
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

/** Whether the attempt can run on this storage. A rerun need not wait for a storage that is lost. */
function canRunHere(job: PendingJob, storageId: string, leases: Leases): boolean {
  const needed = neededStorage(job);
  return needed === null || needed === storageId || (job.mode === 'fresh' && leases.hasLostStorage(needed));
}
