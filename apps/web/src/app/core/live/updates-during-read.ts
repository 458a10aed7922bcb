/** Collects live updates while a read is in flight, because they may be newer than its response. */
export class UpdatesDuringRead<T> {
  private readonly reads = new Set<T[]>();

  /** Returns the response of a read, and the updates since it began. */
  async collect<A>(read: Promise<A>): Promise<[answer: A, updates: T[]]> {
    const updates: T[] = [];
    this.reads.add(updates);
    try {
      return [await read, updates];
    } finally {
      this.reads.delete(updates);
    }
  }

  add(items: T[]): void {
    for (const updates of this.reads) updates.push(...items);
  }
}
