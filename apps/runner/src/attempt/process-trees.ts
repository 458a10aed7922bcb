import { endTree, sweepOrphans, type EndReport } from '@reprise/nextflow';
import type { LocalAttempt } from './attempt.ts';
import { writeCancelMarker, removeCancelMarker } from './cancel-marker.ts';

/**
 * Ends the process trees of attempts. Whichever of cancel and natural end comes first does it; the other gets the same
 * report, so that no tree is signalled twice.
 */
export class ProcessTrees {
  readonly #graceMs: number;
  readonly #reports = new Map<string, Promise<EndReport>>();

  constructor(graceMs: number) {
    this.#graceMs = graceMs;
  }

  /** TERM to Nextflow and all that follows. */
  cancel(local: LocalAttempt): Promise<EndReport> {
    return this.#once(local, async () => {
      // Without a note, only a runner that is started again in the midst of this takes the cancel for a failure.
      await writeCancelMarker(local.attemptDir).catch(() => undefined);
      const report = await endTree(this.#spec(local));
      if (report.ended_before_signal) await removeCancelMarker(local.attemptDir);
      return report;
    });
  }

  /** Nextflow is gone: ends what it left. */
  sweep(local: LocalAttempt): Promise<EndReport> {
    return this.#once(local, () => sweepOrphans(this.#spec(local)));
  }

  /** Lets the tree be ended anew: after survivors, or when the attempt is over. */
  forget({ key }: LocalAttempt): void {
    this.#reports.delete(key);
  }

  #spec({ attemptDir, marker }: LocalAttempt) {
    return { attemptDir, marker, graceMs: this.#graceMs };
  }

  #once({ key }: LocalAttempt, end: () => Promise<EndReport>): Promise<EndReport> {
    const known = this.#reports.get(key);
    if (known) return known;
    const report = end();
    this.#reports.set(key, report);
    report.catch(() => this.#reports.delete(key)); // so that the next one tries again
    return report;
  }
}
