import { inspectAttempt, type PauseMode } from '@reprise/nextflow';
import {
  endElsewhere,
  endTasks,
  executorsByWorkDir,
  executorsOf,
  isEnded,
  joinReports,
  pauseTasks,
  resumeTasks,
  unprovenIn,
  type AttemptSpec,
  type EndReport,
  type Executor,
  type Ending,
  type ExecutorsOf,
  type Listing,
  type WhyNot,
} from '@reprise/executors';
import type { LocalAttempt } from './attempt.ts';
import { removeCancelMarker, writeCancelMarker } from './cancel-marker.ts';
import { writeEndMarker } from './end-marker.ts';

/** Minimum time between two queries to a cluster on behalf of viewers, across jobs. */
const LOOKED_AT_WITHIN_MS = 5_000;

/** Answer of an executor for viewers. */
export interface Look extends Pick<Executor, 'name' | 'label'> {
  readonly listing: Listing;
}

/**
 * Ends the tasks of attempts on any executor, once per attempt. If a cancel and a natural end coincide, the first of
 * them ends the tasks, and the second gets the same report.
 */
export class AttemptTasks {
  readonly #graceMs: number;
  readonly #executorsOf: ExecutorsOf;
  readonly #byWorkDir: ExecutorsOf;
  readonly #reports = new Map<string, Promise<EndReport>>();
  /** Reports of tries after which tasks were left. */
  readonly #tries = new Map<string, EndReport>();

  constructor(graceMs: number, used: ExecutorsOf = executorsOf(), byWorkDir: ExecutorsOf = executorsByWorkDir()) {
    this.#graceMs = graceMs;
    this.#executorsOf = used;
    this.#byWorkDir = byWorkDir;
  }

  /**
   * Sends TERM to Nextflow, so that its own cleanup runs, then TERM and finally KILL to the remaining processes.
   * Queries the executors afterwards.
   */
  terminate(local: LocalAttempt): Promise<EndReport> {
    return this.#once(local, async () => {
      const isFirst = writeCancelMarker(local.attemptDir);
      const report = await endTasks(this.#spec(local), 'end', this.#executorsOf);
      if (report.ended_before_signal && isFirst) await removeCancelMarker(local.attemptDir);
      return report;
    });
  }

  /** Ends what a finished Nextflow left behind. */
  sweep(local: LocalAttempt): Promise<EndReport> {
    return this.#once(local, () => endTasks(this.#spec(local), 'sweep', this.#executorsOf));
  }

  /**
   * Ends the remote tasks of an attempt, and those of earlier attempts that are no longer running here. `unproven` has
   * a sentence for each executor that does not prove that they have ended.
   */
  async endElsewhere(
    local: LocalAttempt,
  ): Promise<{ readonly executors: readonly Ending[]; readonly unproven: readonly string[] }> {
    const executors = await endElsewhere(this.#spec(local), this.#executorsOf);
    const unproven = unprovenIn({ executors });
    if (unproven.length === 0) await writeEndMarker(local.attemptDir, executors);
    return { executors, unproven: unproven.map(({ message }) => message) };
  }

  /**
   * Ends remote tasks that are found by the job's work dir, for attempts whose logs are not here. Returns a sentence for
   * each executor that does not prove that they have ended.
   */
  async endFound(local: LocalAttempt): Promise<readonly string[]> {
    const executors = await endElsewhere(this.#spec(local), this.#byWorkDir);
    return unprovenIn({ executors }).map(({ message }) => message);
  }

  /** Whether this or an earlier attempt used a remote executor that can be queried. If not, no proof is needed. */
  async mayBeElsewhere(local: LocalAttempt): Promise<boolean> {
    const may = (await this.#executorsOf(this.#spec(local))).some(({ isAsked }) => isAsked);
    if (!may) await writeEndMarker(local.attemptDir, []);
    return may;
  }

  /** Lists live remote tasks for viewers, from answers that may be a few seconds old. */
  async look(local: LocalAttempt): Promise<readonly Look[]> {
    const spec = this.#spec(local);
    const executors = await this.#executorsOf(spec);
    return Promise.all(
      executors.map(async (executor) => {
        const { name, label } = executor;
        return { name, label, listing: await executor.list(spec, LOOKED_AT_WITHIN_MS) };
      }),
    );
  }

  /** Pauses all tasks. Returns null if the pause is proven, otherwise the reason why it is not. */
  pause(local: LocalAttempt, mode: PauseMode): Promise<WhyNot> {
    return pauseTasks(this.#spec(local), mode, this.#executorsOf);
  }

  /** Continues paused tasks. Returns null if this is proven, otherwise the reason why it is not. */
  unpause(local: LocalAttempt): Promise<WhyNot> {
    return resumeTasks(this.#spec(local), this.#executorsOf);
  }

  /** Whether the attempt's Nextflow has ended. */
  isOver({ attemptDir }: LocalAttempt): boolean {
    return inspectAttempt(attemptDir).status !== 'running';
  }

  /** Makes the next call try again to end the remaining tasks. */
  retry({ key }: LocalAttempt): void {
    this.#reports.delete(key);
  }

  forget(local: LocalAttempt): void {
    this.retry(local);
    this.#tries.delete(local.key);
  }

  #spec({ attemptDir, marker, workRoot, paths, attempt }: LocalAttempt): AttemptSpec {
    const attemptDirs = Array.from({ length: attempt }, (_, before) => paths.attemptDir(before + 1));
    return { attemptDir, marker, workRoot, attemptDirs, graceMs: this.#graceMs };
  }

  #once(local: LocalAttempt, end: () => Promise<EndReport>): Promise<EndReport> {
    const { key } = local;
    const known = this.#reports.get(key);
    if (known) return known;
    const report = end().then((now) => this.#joined(local, now));
    this.#reports.set(key, report);
    report.catch(() => this.#reports.delete(key)); // so that the next call retries
    return report;
  }

  async #joined({ key, attemptDir }: LocalAttempt, now: EndReport): Promise<EndReport> {
    const before = this.#tries.get(key);
    const report = before ? joinReports(before, now) : now;
    if (isEnded(report)) await writeEndMarker(attemptDir, report.executors);
    else this.#tries.set(key, report);
    return report;
  }
}
