import { isOpen, type JobState } from '@reprise/job';
import { heldAttempt, isHeldBy, localAttempt } from '../attempt/attempt.ts';
import type { AttemptHost } from '../host/attempt-host.ts';
import { localHost } from '../host/local-host.ts';
import { settleMoves } from '../start/restart-moves.ts';
import { WorkQueue } from '../attempt/work-queue.ts';
import { cleanJob, isToClean, type JobToClean } from '../clean/clean-job.ts';
import type { JobStateCache } from '../state/job-state-cache.ts';
import type { ReactionTools } from './reaction.ts';
import { nextReaction, reactions } from './reactions.ts';
import { Releases } from './release.ts';
import { SurvivorReports } from './survivor-reports.ts';

export interface ReactorOptions extends Omit<ReactionTools, 'host' | 'survivors' | 'cancelled' | 'wake' | 'retry'> {
  /** Default: this machine. */
  readonly host?: AttemptHost;
  readonly cache: JobStateCache;
  /** Receives each attempt, as `<job>/<attempt>`, after its leftover processes were ended. */
  readonly onOrphans: (ended: readonly string[]) => void;
  readonly onError: (error: unknown, jobId: string) => void;
}

const RETRY_MS = 2_000;

/** Runs the next reaction of each job of this runner, one at a time per job. */
export class Reactor {
  readonly #options: ReactorOptions;
  readonly #tools: Omit<ReactionTools, 'cancelled'>;
  /** Abort controllers for cancels of the jobs with a running reaction. */
  readonly #cancels = new Map<string, AbortController>();
  readonly #jobs: WorkQueue;
  readonly #releases: Releases;
  /** Whether a job is being cleaned. Only one is cleaned at a time, to leave the disk to running jobs. */
  #isCleaning = false;
  /** Ids of jobs waiting to be cleaned. */
  readonly #toClean = new Set<string>();

  constructor(options: ReactorOptions) {
    this.#options = options;
    const { tasks, commands, onError, settings, host = localHost(settings.dataDir, tasks) } = options;
    const wake = this.wake.bind(this);
    const survivors = new SurvivorReports({ tasks, commands, wake, onError });
    this.#releases = new Releases({ ...options, host, wake });
    this.#tools = { ...options, host, survivors, wake, retry: this.#retry.bind(this) };
    this.#jobs = new WorkQueue((jobId) => this.#react(jobId));
  }

  wake(jobId: string, afterMs = 0): void {
    if (this.#options.signal.aborted) return;
    const cancel = this.#cancels.get(jobId);
    if (cancel && isCancelling(this.#options.cache.job(jobId).state)) cancel.abort();
    if (afterMs > 0) setTimeout(() => this.wake(jobId), afterMs).unref();
    else this.#jobs.add(jobId);
  }

  async #react(jobId: string): Promise<void> {
    const { cache, settings, signal } = this.#options;
    // A wake-up during the last reaction re-enqueues the job.
    if (signal.aborted) return;
    const { state } = cache.job(jobId);
    const cancel = new AbortController();
    this.#cancels.set(jobId, cancel);
    if (isCancelling(state)) cancel.abort();
    try {
      if (isToClean(settings.identity.storage_id, state)) return await this.#cleanInTurn(state);
      if (!isHeldBy(settings.identity.runner_id, state)) return await this.#releases.release(jobId);
      const held = heldAttempt(settings.dataDir, state);
      // Starting an attempt includes its own check, which records the reason if a folder cannot be read.
      const reality = state.status === 'pending' ? 'none' : this.#tools.host.status(held);
      await reactions[nextReaction(state, reality)](held, { ...this.#tools, cancelled: cancel.signal });
    } catch (error) {
      this.#retry(jobId, error);
    } finally {
      this.#cancels.delete(jobId);
    }
  }

  /** Cleans a job. If another one is being cleaned, leaves the job free for other reactions until its turn. */
  async #cleanInTurn(job: JobToClean): Promise<void> {
    if (this.#isCleaning) return void this.#toClean.add(job.job_id);
    this.#isCleaning = true;
    try {
      await this.#clean(job);
    } finally {
      this.#isCleaning = false;
      const waiting = [...this.#toClean];
      this.#toClean.clear();
      waiting.forEach((jobId) => this.wake(jobId));
    }
  }

  /** Deletes files of an ended job once none of its processes run here. */
  async #clean({ job_id, attempt }: JobToClean): Promise<void> {
    const { cache, settings, commands, signal } = this.#options;
    const { dataDir, identity, sessions } = settings;
    await this.#tools.host.endOrphans(job_id);
    const { state } = cache.job(job_id);
    if (signal.aborted || !isToClean(identity.storage_id, state)) return;
    await settleMoves(localAttempt(dataDir, job_id, attempt), true);
    await cleanJob(state, { dataDir, sessions, commands });
  }

  #retry(jobId: string, error: unknown, afterMs = RETRY_MS): void {
    if (this.#options.signal.aborted) return;
    this.#options.onError(error, jobId);
    this.wake(jobId, afterMs);
  }
}

const isCancelling = (state: JobState): boolean =>
  state.status !== 'unknown' && isOpen(state) && state.pending_action?.kind === 'cancelling';
