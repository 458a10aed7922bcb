import type { OpenJob } from '@reprise/job';
import { abortGate, inspectAttempt, openGate, type EndReport } from '@reprise/nextflow';
import type { Pipeline } from '@reprise/pipelines';
import type { JobStateCache } from '../state/job-state-cache.ts';
import type { ProcessTrees } from '../attempt/process-trees.ts';
import { recordEnding } from '../finish/record-ending.ts';
import type { DecisionLog } from '../log/append-decision.ts';
import { terminateOrphansOf } from '../recover/terminate-orphans.ts';
import { startAttempt, type StartSettings } from '../start/start-attempt.ts';
import { heldAttempt, isHeldBy, startedAttempt, type HeldAttempt, type StartedAttempt } from '../attempt/attempt.ts';
import { nextReaction } from './next-reaction.ts';
import { WorkQueue } from '../attempt/work-queue.ts';
import type { AttemptWatches } from '../watch/attempt-watches.ts';

export interface ReactorTools {
  readonly cache: JobStateCache;
  readonly decisions: DecisionLog;
  readonly trees: ProcessTrees;
  readonly watches: AttemptWatches;
  readonly settings: StartSettings;
  readonly pipeline: (name: string) => Pipeline | undefined;
  /** Told of attempts, as `<job>/<attempt>`, whose processes were ended since they were over. */
  readonly onStrays: (ended: readonly string[]) => void;
  readonly onWarning: (problem: string, jobId: string) => void;
  readonly onError: (error: unknown, jobId: string) => void;
}

const RETRY_MS = 2_000;
const SURVIVORS_RETRY_MS = 10_000;

/** Does what the jobs of this runner need next, one thing at a time for each job. */
export class Reactor {
  readonly #tools: ReactorTools;
  readonly #jobs: WorkQueue;
  readonly #reported = new Map<string, string>();
  #stopped = false;

  constructor(tools: ReactorTools) {
    this.#tools = tools;
    this.#jobs = new WorkQueue((jobId) => this.#react(jobId));
  }

  wake(jobId: string): void {
    if (!this.#stopped) this.#jobs.wake(jobId);
  }

  /** Begins nothing any more. What is under way is left as it is: the next life of this runner goes on from there. */
  stop(): void {
    this.#stopped = true;
  }

  async #react(jobId: string): Promise<void> {
    const { cache, settings } = this.#tools;
    const { state } = cache.job(jobId);
    try {
      const { runner_id } = settings.identity;
      if (!isHeldBy(runner_id, state)) return await this.#letGo(jobId);
      const held = heldAttempt(settings.dataDir, state);
      // A start looks for itself: of a folder that cannot be read, it tells why.
      const reality = state.status === 'pending' ? 'none' : inspectAttempt(held.attemptDir).status;
      await this.#reactions[nextReaction(state, runner_id, reality)](held, state);
    } catch (error) {
      this.#tryAgain(jobId, error);
    }
  }

  #tryAgain(jobId: string, error: unknown, ms = RETRY_MS): void {
    if (this.#stopped) return;
    this.#tools.onError(error, jobId);
    this.#later(jobId, ms);
  }

  /** Another runner may have recorded as lost what still runs here. */
  async #letGo(jobId: string): Promise<void> {
    const { cache, settings, trees, onStrays } = this.#tools;
    try {
      const ended = await terminateOrphansOf(jobId, settings.dataDir, trees);
      if (ended.length > 0) onStrays(ended);
      cache.forget(jobId);
    } catch (error) {
      this.#tryAgain(jobId, error, SURVIVORS_RETRY_MS);
    }
  }

  readonly #reactions = {
    nothing: async () => undefined,
    start: async (held: HeldAttempt, job: OpenJob) =>
      startAttempt(held, this.#tools.pipeline(job.pipeline), this.#tools.decisions, this.#tools.settings),
    withdraw: async (held: HeldAttempt) => this.#withdraw(held),
    open_gate: async ({ attemptDir, job }: HeldAttempt) => {
      await openGate(attemptDir);
      this.wake(job.job_id);
    },
    watch: async (held: HeldAttempt, job: OpenJob) => {
      if (this.#tools.watches.has(held)) return;
      this.#watch(this.#started(job)).catch((error: unknown) => this.#tryAgain(job.job_id, error));
    },
    cancel: async (held: HeldAttempt, job: OpenJob) => {
      const watch = this.#watch(this.#started(job));
      const report = await this.#tools.trees.cancel(held);
      if (report.survivors.length > 0) return this.#reportSurvivors(held, report);
      await watch;
      await this.#finish(this.#started(job));
    },
    finish: async (_: HeldAttempt, job: OpenJob) => this.#finish(this.#started(job)),
  };

  #started(job: OpenJob): StartedAttempt {
    return startedAttempt(this.#tools.settings.dataDir, job);
  }

  #watch(started: StartedAttempt) {
    const { job } = started;
    return this.#tools.watches.ensure(started, this.#tools.pipeline(job.pipeline), () => this.wake(job.job_id));
  }

  async #finish(started: StartedAttempt): Promise<void> {
    const { trees, watches, decisions, pipeline, onWarning } = this.#tools;
    const end = await this.#watch(started);
    if (end.tree.survivors.length > 0) {
      watches.forget(started);
      return this.#reportSurvivors(started, end.tree);
    }
    const { job } = started;
    const warn = (problem: string) => onWarning(problem, job.job_id);
    await recordEnding(started, end, pipeline(job.pipeline), decisions, warn);
    trees.forget(started);
    watches.forget(started);
    this.#reported.delete(started.key);
  }

  async #withdraw({ job, attempt, attemptDir }: HeldAttempt): Promise<void> {
    await abortGate(attemptDir).catch(() => undefined); // in a folder that cannot be read, no child waits
    await this.#tools.decisions.append(job.job_id, {
      type: 'ConfirmCancel',
      attempt,
      signals: [],
      processes_ended: 0,
      survivors: 0,
      duration_ms: null,
    });
  }

  /** The job stays as it is and keeps its slot; each new set of survivors is told once, and the tree is tried again. */
  async #reportSurvivors(held: HeldAttempt, { survivors: pids, signals }: EndReport): Promise<void> {
    const { trees, decisions, onError } = this.#tools;
    const { job_id, pending_action } = held.job;
    trees.forget(held);
    this.#later(job_id, SURVIVORS_RETRY_MS);
    const report = `${pending_action?.kind ?? 'ended'} ${pids.join()}`;
    if (this.#reported.get(held.key) === report) return;
    if (pending_action?.kind === 'cancelling')
      await decisions.append(job_id, { type: 'ReportSurvivors', attempt: held.attempt, pids, signals });
    else onError(`Nextflow has ended, but processes that it left could not be ended: ${pids.join(', ')}`, job_id);
    this.#reported.set(held.key, report);
  }

  #later(jobId: string, ms: number): void {
    setTimeout(() => this.wake(jobId), ms).unref();
  }
}
