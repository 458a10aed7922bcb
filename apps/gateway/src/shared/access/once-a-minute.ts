const ONCE_MS = 60_000;
const MAX_REMEMBERED = 1_000;

interface Recorded {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Number of identical facts that followed. */
  more: number;
}

/** Limits identical facts in the log to one per minute, so that repeated requests cannot fill it. */
export class OnceAMinute {
  readonly #recorded = new Map<string, Recorded>();

  /** Returns how many identical facts preceded this one within the minute; 0 if it must be recorded. */
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
