import { inspectAttempt } from '@reprise/nextflow';
import { isOpen } from '@reprise/job';
import { heldAttempt, isHeldBy, localAttempt } from '../attempt/attempt.ts';
import { settleMoves } from '../start/restart-moves.ts';
import { WorkQueue } from '../attempt/work-queue.ts';
import { cleanJob, isToClean, type JobToClean } from '../clean/clean-job.ts';
import { terminateOrphansOf } from '../recover/terminate-orphans.ts';
import type { JobStateCache } from '../state/job-state-cache.ts';
import type { ReactionTools } from './reaction.ts';
import { nextReaction, reactions } from './reactions.ts';
import { SurvivorReports, SURVIVORS_RETRY_MS } from './survivor-reports.ts';

export interface ReactorOptions extends Omit<ReactionTools, 'survivors' | 'wake' | 'retry'> {
  readonly cache: JobStateCache;
  /** Once aborted, no reaction begins; what is under way is left to the runner's next start. */
  readonly signal: AbortSignal;
  /** Receives attempts, as `<job>/<attempt>`, whose processes were ended because the attempt was over. */
  readonly onOrphans: (ended: readonly string[]) => void;
  readonly onError: (error: unknown, jobId: string) => void;
}

const RETRY_MS = 2_000;

/** Runs the next reaction of each job of this runner, one at a time for each job. */
export class Reactor {
  readonly #options: ReactorOptions;
  readonly #tools: ReactionTools;
  readonly #jobs: WorkQueue;
  /** Deletions, one job at a time: they would keep the disk from those that run. */
  #cleaning: Promise<void> = Promise.resolve();

  constructor(options: ReactorOptions) {
    this.#options = options;
    const { trees, commands, onError } = options;
    const wake = this.wake.bind(this);
    const survivors = new SurvivorReports({ trees, commands, wake, onError });
    this.#tools = { ...options, survivors, wake, retry: this.#retry.bind(this) };
    this.#jobs = new WorkQueue((jobId) => this.#react(jobId));
  }

  wake(jobId: string, afterMs = 0): void {
    if (this.#options.signal.aborted) return;
    if (afterMs > 0) setTimeout(() => this.wake(jobId), afterMs).unref();
    else this.#jobs.add(jobId);
  }

  async #react(jobId: string): Promise<void> {
    const { cache, settings } = this.#options;
    const { state } = cache.job(jobId);
    try {
      if (isToClean(settings.identity.storage_id, state)) return await this.#clean(state);
      if (!isHeldBy(settings.identity.runner_id, state)) return await this.#release(jobId);
      const held = heldAttempt(settings.dataDir, state);
      // A start inspects by itself: where a folder cannot be read, it records why.
      const reality = state.status === 'pending' ? 'none' : inspectAttempt(held.attemptDir).status;
      await reactions[nextReaction(state, reality)](held, this.#tools);
    } catch (error) {
      this.#retry(jobId, error);
    }
  }

  /** Deletes files of a job that has ended, once nothing of it runs here. */
  async #clean({ job_id }: JobToClean): Promise<void> {
    const { cache, settings, trees, commands, signal } = this.#options;
    const { dataDir, identity, sessions } = settings;
    this.#cleaning = this.#cleaning
      .catch(() => undefined)
      .then(async () => {
        const { state } = cache.job(job_id);
        if (signal.aborted || !isToClean(identity.storage_id, state)) return;
        await terminateOrphansOf(job_id, dataDir, trees);
        await cleanJob(state, { dataDir, sessions, commands });
      });
    await this.#cleaning;
  }

  /** Ends what still runs here of a job that another runner may have recorded as lost, and forgets the job. */
  async #release(jobId: string): Promise<void> {
    const { cache, settings, trees, onOrphans } = this.#options;
    try {
      const ended = await terminateOrphansOf(jobId, settings.dataDir, trees);
      if (ended.length > 0) onOrphans(ended);
      const { state } = cache.job(jobId);
      if (state.status !== 'unknown' && !isOpen(state))
        await settleMoves(localAttempt(settings.dataDir, jobId, state.attempt), true);
      cache.evict(jobId);
    } catch (error) {
      this.#retry(jobId, error, SURVIVORS_RETRY_MS);
    }
  }

  #retry(jobId: string, error: unknown, afterMs = RETRY_MS): void {
    if (this.#options.signal.aborted) return;
    this.#options.onError(error, jobId);
    this.wake(jobId, afterMs);
  }
}
