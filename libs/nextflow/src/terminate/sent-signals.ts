import type { SentSignal } from './termination-report.ts';

const MAX_LISTED = 200;

/** Record of signals: each signal to each target once, with the time when it was first sent. */
export class SentSignals {
  readonly #sent = new Map<string, SentSignal>();

  /**
   * Sends a signal and records it if it reached its target. The time is taken just before, because the target may end
   * at once.
   */
  send(signal: string, target: string, act: () => boolean): boolean {
    const key = `${signal} ${target}`;
    const at = new Date().toISOString();
    const reached = act();
    if (reached && !this.#sent.has(key)) this.#sent.set(key, { signal, target, at });
    return reached;
  }

  /** Lists as many signals as an event can hold, in sending order. The rest is counted by signal. */
  list(): SentSignal[] {
    const all = [...this.#sent.values()];
    const rest = new Map<string, { at: string; count: number }>();
    for (const { signal, at } of all.slice(MAX_LISTED)) {
      const counted = rest.get(signal) ?? { at, count: 0 };
      rest.set(signal, { ...counted, count: counted.count + 1 });
    }
    const counts = [...rest].map(([signal, { at, count }]) => ({ signal, target: `${count} more`, at }));
    return [...all.slice(0, MAX_LISTED), ...counts];
  }
}
