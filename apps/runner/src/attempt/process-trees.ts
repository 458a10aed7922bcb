import {
  inspectAttempt,
  pauseTree,
  sweepOrphans,
  terminateTree,
  unpauseTree,
  type PauseMode,
  type TerminationReport,
} from '@reprise/nextflow';
import type { LocalAttempt } from './attempt.ts';
import { removeCancelMarker, writeCancelMarker } from './cancel-marker.ts';

/**
 * Ends the process trees of attempts, each once: of a cancel and a natural end, whichever comes first does it, and the
 * other gets the same report.
 */
export class ProcessTrees {
  readonly #graceMs: number;
  readonly #reports = new Map<string, Promise<TerminationReport>>();

  constructor(graceMs: number) {
    this.#graceMs = graceMs;
  }

  /** TERM to Nextflow so that its own cleanup runs, then to what is left, then KILL. */
  terminate(local: LocalAttempt): Promise<TerminationReport> {
    return this.#once(local, async () => {
      const isFirst = writeCancelMarker(local.attemptDir);
      const report = await terminateTree(this.#spec(local));
      if (report.ended_before_signal && isFirst) await removeCancelMarker(local.attemptDir);
      return report;
    });
  }

  /** Ends what a Nextflow that has ended left behind. */
  sweep(local: LocalAttempt): Promise<TerminationReport> {
    return this.#once(local, () => sweepOrphans(this.#spec(local)));
  }

  /** Returns whether the tree is paused now. */
  pause(local: LocalAttempt, mode: PauseMode): Promise<boolean> {
    return pauseTree(this.#spec(local), mode);
  }

  /** Lets the tree go on, if it is paused. */
  unpause(local: LocalAttempt): Promise<void> {
    return unpauseTree(this.#spec(local));
  }

  /** Whether its Nextflow has ended. */
  isOver({ attemptDir }: LocalAttempt): boolean {
    return inspectAttempt(attemptDir).status !== 'running';
  }

  /** Lets the tree be ended anew: after survivors, or when the attempt is over. */
  forget({ key }: LocalAttempt): void {
    this.#reports.delete(key);
  }

  #spec({ attemptDir, marker, workRoot }: LocalAttempt) {
    return { attemptDir, marker, workRoot, graceMs: this.#graceMs };
  }

  #once({ key }: LocalAttempt, end: () => Promise<TerminationReport>): Promise<TerminationReport> {
    const known = this.#reports.get(key);
    if (known) return known;
    const report = end();
    this.#reports.set(key, report);
    report.catch(() => this.#reports.delete(key)); // so that the next call tries again
    return report;
  }
}
