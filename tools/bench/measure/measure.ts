/** Repetition: the result of Reprise, and of the baseline directly after it. */
export interface Pair {
  readonly ours: number;
  readonly floor: number;
}

/** Questions answered by the page, with one table each, in this order. */
export const questions = {
  wait: 'How long does a person wait?',
  lists: 'How fast do lists open?',
  log: 'How fast are the log and the tables?',
  needs: 'How much does it need?',
} as const;
export type Question = keyof typeof questions;

/** Measure and its baseline. */
export interface Measure {
  readonly question: Question;
  readonly name: string;
  /** Description of Reprise's side. */
  readonly ours: string;
  /** Description of the baseline. */
  readonly floor: string;
  readonly unit: 'ms' | 'µs per event' | 'MiB' | '% of a core';
  readonly pairs: readonly Pair[];
  /** Largest contribution to the difference, found with a profiler. */
  readonly gap?: string | undefined;
  /** Commit and date of the measures on the page. */
  readonly taken?: string | undefined;
  /** Printed, but omitted from the page. */
  readonly isDetail?: boolean | undefined;
}

/**
 * Benchmark with one or more measures.
 * @param repetitions number of repetitions of each
 */
export type Bench = (repetitions: number, say: (line: string) => void) => Promise<Measure[]>;
