import type { SentSignal } from './report.ts';

const MOST = 200;

/** What was sent to whom: the same signal to the same target once, with the time of its first sending. */
export class SentSignals {
  readonly #sent = new Map<string, SentSignal>();

  note(signal: string, target: string): void {
    const key = `${signal} ${target}`;
    if (!this.#sent.has(key)) this.#sent.set(key, { signal, target, at: new Date().toISOString() });
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
