import { Heartbeat, type RunnerView } from '@reprise/contracts';

const FORGOTTEN_AFTER_MS = 24 * 3600 * 1000;

/** The runners as their heartbeats tell them. One that falls silent is kept for a day, so that its absence shows. */
export class Runners {
  readonly #seen = new Map<string, { beat: Heartbeat; at: number }>();

  /** Passes over what is no heartbeat. `now` in milliseconds. */
  hear(message: unknown, now: number): void {
    const { success, data } = Heartbeat.safeParse(message);
    if (success) this.#seen.set(data.runner_id, { beat: data, at: now });
  }

  list(now: number): RunnerView[] {
    for (const [id, { at }] of this.#seen) if (now - at > FORGOTTEN_AFTER_MS) this.#seen.delete(id);
    return [...this.#seen.values()]
      .sort((a, b) => (a.beat.runner_id < b.beat.runner_id ? -1 : 1))
      .map(({ beat: { lease_ms, ...beat }, at }) => ({
        ...beat,
        alive: now - at <= lease_ms,
        last_seen: new Date(at).toISOString(),
      }));
  }
}
