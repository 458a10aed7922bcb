import { computed, signal } from '@angular/core';
import type { SubmitBody } from '@reprise/contracts';

/** The server's limit, both below and above 0. */
const MOST = 1_000_000;

/** Queue and priority in the form of a new job. */
export class QueueForm {
  /** Chosen queue; null for the pipeline's. */
  private readonly chosen = signal<string | null>(null);
  /** Default queue of the pipeline. */
  private readonly usual = signal('default');
  /** Priority as typed. */
  readonly priority = signal('');
  readonly name = computed(() => this.chosen() ?? this.usual());
  /** Error of the priority; null if there is none. */
  readonly error = computed(() => {
    const typed = this.priority().trim();
    if (!/^([+-]?\d+)?$/.test(typed)) return 'Must be a whole number';
    return Math.abs(Number(typed)) > MOST ? 'Must lie between -1,000,000 and 1,000,000' : null;
  });

  /** The fields to send, which are only those that differ from the server's defaults. */
  readonly value = computed((): Pick<SubmitBody, 'queue' | 'priority'> => {
    const priority = Number(this.priority());
    return {
      ...(this.name() !== this.usual() && { queue: this.name() }),
      ...(priority !== 0 && { priority }),
    };
  });

  choose(name: string): void {
    this.chosen.set(name);
  }

  /** Shows a pipeline's queue, or a different one. */
  fill(usual: string, shown: string | null = null): void {
    this.usual.set(usual);
    this.chosen.set(shown);
  }
}
