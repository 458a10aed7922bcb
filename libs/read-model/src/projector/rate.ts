const WINDOW_MS = 10_000;

/** Events per second over the last ten seconds. `now` in milliseconds. */
export class Rate {
  #counts: { at: number; events: number }[] = [];

  add(events: number, now: number): void {
    this.#counts.push({ at: now, events });
    this.#forget(now);
  }

  perSecond(now: number): number {
    this.#forget(now);
    const total = this.#counts.reduce((sum, { events }) => sum + events, 0);
    return (total * 1000) / WINDOW_MS;
  }

  #forget(now: number): void {
    this.#counts = this.#counts.filter(({ at }) => at > now - WINDOW_MS);
  }
}
