import type { OpenJob } from '@reprise/job';
import { abortGate, inspectAttempt, openGate } from '@reprise/nextflow';
import type { Pipeline } from '@reprise/pipelines';
import type { Board } from '../board/board.ts';
import type { Trees } from '../cancel-attempt/trees.ts';
import { finishAttempt } from '../finish-attempt/finish-attempt.ts';
import type { DecisionLog } from '../log/append-decision.ts';
import { endStrayTreesOf, holds } from '../lost-runners/end-stray-trees.ts';
import { startAttempt, type StartSettings } from '../start-attempt/start-attempt.ts';
import { heldAttempt, startedAttempt, type HeldAttempt, type StartedAttempt } from './attempt.ts';
import { nextReaction } from './next-reaction.ts';
import { OneAtATime } from './one-at-a-time.ts';
import type { Watches } from './watches.ts';

export interface ReactorTools {
  readonly board: Board;
  readonly decisions: DecisionLog;
  readonly trees: Trees;
  readonly watches: Watches;
  readonly settings: StartSettings;
  readonly pipeline: (name: string) => Pipeline | undefined;
  /** Told of attempts, as `<job>/<attempt>`, whose processes were ended since they were over. */
  readonly onStrays: (ended: readonly string[]) => void;
  readonly onError: (error: unknown, jobId: string) => void;
}

const RETRY_MS = 2_000;
const SURVIVORS_RETRY_MS = 10_000;

/** Does what the jobs of this runner need next, one thing at a time for each job. */
export class Reactor {
  readonly #tools: ReactorTools;
  readonly #jobs: OneAtATime;
  readonly #reported = new Map<string, string>();
  #stopped = false;

  constructor(tools: ReactorTools) {
    this.#tools = tools;
    this.#jobs = new OneAtATime((jobId) => this.#react(jobId));
  }

  wake(jobId: string): void {
    if (!this.#stopped) this.#jobs.wake(jobId);
  }

  /** Begins nothing any more. What is under way is left as it is: the next life of this runner goes on from there. */
  stop(): void {
    this.#stopped = true;
  }

  async #react(jobId: string): Promise<void> {
    const { board, settings, onError } = this.#tools;
    const { state } = board.job(jobId);
    try {
      const { runner_id } = settings.identity;
      if (!holds(runner_id, state)) return await this.#letGo(jobId);
      const held = heldAttempt(settings.dataDir, state);
      const reaction = nextReaction(state, runner_id, inspectAttempt(held.attemptDir).status);
      await this.#reactions[reaction](held, state);
    } catch (error) {
      if (this.#stopped) return;
      onError(error, jobId);
      this.#later(jobId, RETRY_MS);
    }
  }

  /** Another runner may have recorded as lost what still runs here. */
  async #letGo(jobId: string): Promise<void> {
    const { board, settings, trees, onStrays } = this.#tools;
    const ended = await endStrayTreesOf(jobId, settings.dataDir, trees);
    if (ended.length > 0) onStrays(ended);
    board.forget(jobId);
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
    watch: async (_: HeldAttempt, job: OpenJob) => void this.#watch(this.#started(job)).catch(() => undefined),
    cancel: async (held: HeldAttempt, job: OpenJob) => {
      const watch = this.#watch(this.#started(job));
      const { survivors } = await this.#tools.trees.cancel(held);
      if (survivors.length > 0) return this.#reportSurvivors(held);
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
    const { trees, watches, decisions, pipeline } = this.#tools;
    const end = await this.#watch(started);
    if (end.tree.survivors.length > 0) return this.#reportSurvivors(started);
    await finishAttempt(started, end, pipeline(started.job.pipeline), decisions);
    trees.forget(started);
    watches.forget(started);
    this.#reported.delete(started.key);
  }

  async #withdraw({ job, attempt, attemptDir }: HeldAttempt): Promise<void> {
    await abortGate(attemptDir);
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
  async #reportSurvivors(held: HeldAttempt): Promise<void> {
    const { trees, watches, decisions } = this.#tools;
    const { survivors: pids, signals } = await trees.sweep(held);
    if (held.job.pending_action?.kind === 'cancelling' && this.#reported.get(held.key) !== pids.join()) {
      this.#reported.set(held.key, pids.join());
      await decisions.append(held.job.job_id, { type: 'ReportSurvivors', attempt: held.attempt, pids, signals });
    }
    trees.forget(held);
    watches.forget(this.#started(held.job));
    this.#later(held.job.job_id, SURVIVORS_RETRY_MS);
  }

  #later(jobId: string, ms: number): void {
    setTimeout(() => this.wake(jobId), ms).unref();
  }
}
