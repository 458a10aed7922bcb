/** One repetition: what ours took, and the bare floor right beside it. */
export interface Pair {
  readonly ours: number;
  readonly floor: number;
}

/** What is measured, and against what. */
export interface Measure {
  readonly name: string;
  /** How ours was measured. */
  readonly ours: string;
  /** The bare way of doing the same. */
  readonly floor: string;
  readonly unit: 'ms' | 'µs per event' | 'µs per frame' | 'MiB';
  readonly pairs: readonly Pair[];
}

/** Measures one thing or several at once. @param repetitions of each */
export type Bench = (repetitions: number, say: (line: string) => void) => Promise<Measure[]>;
