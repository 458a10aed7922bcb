/** Repetition: the result of Reprise, and of the baseline right beside it. */
export interface Pair {
  readonly ours: number;
  readonly floor: number;
}

/** Measure and its baseline. */
export interface Measure {
  readonly name: string;
  /** Description of the measurement. */
  readonly ours: string;
  /** Description of the baseline. */
  readonly floor: string;
  readonly unit: 'ms' | 'µs per event' | 'µs per frame' | 'MiB';
  readonly pairs: readonly Pair[];
}

/**
 * Benchmark of one or several measures.
 * @param repetitions of each
 */
export type Bench = (repetitions: number, say: (line: string) => void) => Promise<Measure[]>;
