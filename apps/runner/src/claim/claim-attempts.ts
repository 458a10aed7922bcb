import { LogUnavailableError, StreamChangedError } from '@reprise/event-log';
import {
  chooseNextflow,
  isLargeEnough,
  neededNextflow,
  neededStorage,
  nextToClaim,
  slotsFor,
  type PendingJob,
  type RunnerSize,
} from '@reprise/job';
import type { JobStateCache } from '../state/job-state-cache.ts';
import type { Leases } from '../state/leases.ts';
import type { RunnerCommands } from '../state/runner-commands.ts';

interface Claimant {
  readonly runnerId: string;
  readonly storageId: string;
  readonly size: RunnerSize;
  /** Versions of Nextflow that the runner has, the default first. */
  readonly versions: readonly string[];
  /** Whether users allow the runner to claim jobs. Checked before each claim. */
  readonly mayClaim?: () => boolean;
  /** Called with a job that could not be claimed. The others are still tried. */
  readonly onFailed?: (jobId: string, error: unknown) => void;
}

/**
 * Claims waiting jobs in order while they fit into this runner's free slots. A job that declares more resources than
 * this machine has is left for a larger runner. Losing a job to another runner is not an error.
 * @throws LogUnavailableError, StreamChangedError
 */
export async function claimAttempts(
  cache: JobStateCache,
  commands: RunnerCommands,
  leases: Leases,
  { runnerId, storageId, size, versions, mayClaim = () => true, onFailed = () => undefined }: Claimant,
): Promise<void> {
  const tried = new Set<string>();
  for (;;) {
    const job = nextToClaim(cache.openJobs(), {
      queueOf: (name) => cache.queue(name).state,
      free: size.slots - slotsTaken(cache, runnerId, size),
      slotsOf: ({ resources }) => slotsFor(resources, size),
      canRun: (each) => !tried.has(each.job_id) && canRunHere(each, { storageId, size, versions, leases }),
    });
    if (!job || !mayClaim()) return;
    tried.add(job.job_id);
    const slots = slotsFor(job.resources, size);
    const claim = { name: 'claim', attempt: job.attempt, runner_id: runnerId, ...(slots > 1 && { slots }) } as const;
    await commands.handle(job.job_id, claim).catch((error: unknown) => {
      if (error instanceof LogUnavailableError || error instanceof StreamChangedError) throw error;
      onFailed(job.job_id, error);
    });
  }
}

/** Number of slots that this runner's attempts take. */
export const slotsTaken = (cache: JobStateCache, runnerId: string, size: RunnerSize): number =>
  cache
    .openJobs()
    .filter((job) => job.claimed_by === runnerId)
    .reduce((slots, { resources }) => slots + slotsFor(resources, size), 0);

/**
 * Whether the attempt can run on this machine and storage with an available Nextflow. A job continues on the storage
 * with its files, regardless of the resources that it declares, and on a runner with the Nextflow of its last attempt
 * if such a runner is active. A rerun does not wait for storage that was lost.
 */
function canRunHere(
  job: PendingJob,
  {
    storageId,
    size,
    versions,
    leases,
  }: Pick<Claimant, 'storageId' | 'size' | 'versions'> & { readonly leases: Leases },
): boolean {
  const needed = neededStorage(job);
  const nextflow = neededNextflow(job);
  const version = chooseNextflow(nextflow, versions);
  if (version === null) return false;
  const { kept } = nextflow;
  if (kept !== null && version !== kept && leases.hasNextflow(kept, needed)) return false;
  if (needed === storageId) return true;
  const mayRun = needed === null || (job.mode === 'fresh' && leases.hasLostStorage(needed));
  return mayRun && isLargeEnough(job.resources, size);
}
