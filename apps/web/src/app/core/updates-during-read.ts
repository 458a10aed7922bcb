/** Keeps what the stream tells while an answer is on its way: the answer may have been made before that. */
export class Meanwhile<T> {
  private readonly readings = new Set<T[]>();

  /** The answer, and what was told since it was asked for. */
  async of<A>(reading: Promise<A>): Promise<[answer: A, told: T[]]> {
    const told: T[] = [];
    this.readings.add(told);
    try {
      return [await reading, told];
    } finally {
      this.readings.delete(told);
    }
  }

  tell(items: T[]): void {
    for (const told of this.readings) told.push(...items);
  }
}
