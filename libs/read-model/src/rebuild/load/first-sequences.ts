/** Half of the bits of a UUID in canonical form. */
interface Half {
  readonly high: number;
  readonly low: number;
}

const START = 2 ** 16;

/**
 * The sequence at which each event id first appeared, without a database index: a hash table of numbers that takes
 * about 24 bytes per event. Compares only 64 bits of the id, so matches must be confirmed.
 */
export class FirstSequences {
  #size = 0;
  #highs = new Uint32Array(START);
  #lows = new Uint32Array(START);
  /** 0 means that the slot is free. */
  #seqs = new Float64Array(START);

  /**
   * Returns the sequence at which the id probably first appeared. If the id is new, stores `seq` and returns
   * `undefined`.
   */
  firstOrAdd(id: string, seq: number): number | undefined {
    const half = halfOf(id);
    const place = this.#placeOf(half);
    const first = this.#seqs[place]!;
    if (first !== 0) return first;
    this.#put(place, half, seq);
    this.#size += 1;
    if (this.#size > this.#seqs.length * 0.6) this.#grow();
    return undefined;
  }

  /** Whether the id was probably stored. */
  has(id: string): boolean {
    return this.#seqs[this.#placeOf(halfOf(id))] !== 0;
  }

  /** Returns the slot of these bits, or the free slot for them. */
  #placeOf({ high, low }: Half): number {
    const mask = this.#seqs.length - 1;
    let place = (high ^ Math.imul(low, 0x9e3779b1)) & mask;
    while (this.#seqs[place] !== 0 && (this.#highs[place] !== high || this.#lows[place] !== low))
      place = (place + 1) & mask;
    return place;
  }

  #put(place: number, { high, low }: Half, seq: number): void {
    this.#highs[place] = high;
    this.#lows[place] = low;
    this.#seqs[place] = seq;
  }

  #grow(): void {
    const [highs, lows, seqs] = [this.#highs, this.#lows, this.#seqs];
    const length = seqs.length * 2;
    this.#highs = new Uint32Array(length);
    this.#lows = new Uint32Array(length);
    this.#seqs = new Float64Array(length);
    seqs.forEach((seq, i) => {
      if (seq === 0) return;
      const half = { high: highs[i]!, low: lows[i]! };
      this.#put(this.#placeOf(half), half, seq);
    });
  }
}

/** The last 32 bits, and the 32 bits after the version. Both are random in UUIDs of version 4, 5 and 7. */
const halfOf = (id: string): Half => ({
  high: parseInt(id.slice(15, 18) + id.slice(20, 23) + id.slice(24, 26), 16) >>> 0,
  low: parseInt(id.slice(28, 36), 16) >>> 0,
});
