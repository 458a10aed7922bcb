import { endTree, sweepOrphans, type EndReport } from '@reprise/nextflow';
import type { HeldAttempt } from '../react/attempt.ts';
import { noteSignal, withdrawNote } from './signal-note.ts';

/**
 * Ends the process trees of attempts. Whichever of cancel and natural end comes first does it; the other gets the same
 * report, so that no tree is signalled twice.
 */
export class Trees {
  readonly #graceMs: number;
  readonly #reports = new Map<string, Promise<EndReport>>();

  constructor(graceMs: number) {
    this.#graceMs = graceMs;
  }

  /** TERM to Nextflow and all that follows. */
  cancel(held: HeldAttempt): Promise<EndReport> {
    return this.#once(held, async () => {
      await noteSignal(held.attemptDir);
      const report = await endTree(this.#spec(held));
      if (report.ended_before_signal) await withdrawNote(held.attemptDir);
      return report;
    });
  }

  /** Nextflow is gone: ends what it left. */
  sweep(held: HeldAttempt): Promise<EndReport> {
    return this.#once(held, () => sweepOrphans(this.#spec(held)));
  }

  /** Lets the tree be ended anew: after survivors, or when the attempt is over. */
  forget({ key }: HeldAttempt): void {
    this.#reports.delete(key);
  }

  #spec({ attemptDir, marker }: HeldAttempt) {
    return { attemptDir, marker, graceMs: this.#graceMs };
  }

  #once({ key }: HeldAttempt, end: () => Promise<EndReport>): Promise<EndReport> {
    const report = this.#reports.get(key) ?? end();
    this.#reports.set(key, report);
    return report;
  }
}
