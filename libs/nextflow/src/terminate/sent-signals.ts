import type { SentSignal } from './termination-report.ts';

const MOST = 200;

/** What was sent to whom: the same signal to the same target once, with the time of its first sending. */
export class SentSignals {
  readonly #sent = new Map<string, SentSignal>();

  /** Sends it, and notes it where it reached its target. The time is that before: after it, what ends by it may long have ended. */
  send(signal: string, target: string, deed: () => boolean): boolean {
    const key = `${signal} ${target}`;
    const at = new Date().toISOString();
    const reached = deed();
    if (reached && !this.#sent.has(key)) this.#sent.set(key, { signal, target, at });
    return reached;
  }

  /** In the order of sending. A list that an event can hold: of a tree of thousands, the rest is counted by signal. */
  list(): SentSignal[] {
    const all = [...this.#sent.values()];
    const rest = new Map<string, { at: string; count: number }>();
    for (const { signal, at } of all.slice(MOST)) {
      const counted = rest.get(signal) ?? { at, count: 0 };
      rest.set(signal, { ...counted, count: counted.count + 1 });
    }
    const counts = [...rest].map(([signal, { at, count }]) => ({ signal, target: `${count} more`, at }));
    return [...all.slice(0, MOST), ...counts];
  }
}
