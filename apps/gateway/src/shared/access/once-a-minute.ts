const ONCE_MS = 60_000;
const MAX_REMEMBERED = 1_000;

interface Recorded {
  /** Epoch milliseconds. */
  readonly at: number;
  /** How many of the same followed since. */
  more: number;
}

/** Limits equal facts to one per minute in the log, so that repeated requests cannot fill it. */
export class OnceAMinute {
  readonly #recorded = new Map<string, Recorded>();

  /** Returns how many of the same came before in this minute; 0: it is to be recorded. */
  repeats(key: string, now = Date.now()): number {
    const before = this.#recorded.get(key);
    if (before && now - before.at < ONCE_MS) return ++before.more;
    this.#recorded.delete(key);
    this.#recorded.set(key, { at: now, more: 0 });
    const [oldest] = this.#recorded.keys();
    if (this.#recorded.size > MAX_REMEMBERED && oldest !== undefined) this.#recorded.delete(oldest);
    return 0;
  }
}
