import { Injectable } from '@nestjs/common';
import { Heartbeat, type RunnerView } from '@reprise/contracts';

const FORGOTTEN_AFTER_MS = 24 * 3600 * 1000;

/** The runners known by their heartbeats. A silent one stays in the list for a day, so that its absence shows. */
@Injectable()
export class Runners {
  readonly #seen = new Map<string, { readonly heartbeat: Heartbeat; readonly at: number }>();

  /** Ignores messages that are not heartbeats. `now` in milliseconds. */
  receive(message: unknown, now: number): void {
    const { success, data } = Heartbeat.safeParse(message);
    if (success) this.#seen.set(data.runner_id, { heartbeat: data, at: now });
  }

  list(now: number): RunnerView[] {
    for (const [id, { at }] of this.#seen) if (now - at > FORGOTTEN_AFTER_MS) this.#seen.delete(id);
    return [...this.#seen.values()]
      .sort((a, b) => (a.heartbeat.runner_id < b.heartbeat.runner_id ? -1 : 1))
      .map(({ heartbeat: { lease_ms, ...heartbeat }, at }) => ({
        ...heartbeat,
        isolation: heartbeat.isolation ?? null,
        alive: now - at <= lease_ms,
        last_seen: new Date(at).toISOString(),
      }));
  }
}
