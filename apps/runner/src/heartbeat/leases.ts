import { Heartbeat } from '@reprise/contracts';

/** When each runner was last heard, by this machine's clock. */
export class Leases {
  readonly #heard = new Map<string, { at: number; lease_ms: number }>();
  readonly #since: number;

  constructor(now: number) {
    this.#since = now;
  }

  hear(message: unknown, now: number): void {
    const beat = Heartbeat.safeParse(message);
    if (beat.success) this.#heard.set(beat.data.runner_id, { at: now, lease_ms: beat.data.lease_ms });
  }

  /** Whether a runner has been silent for its lease; one that was never heard counts from our own start. */
  hasEnded(runnerId: string, now: number, leaseMs: number): boolean {
    const { at, lease_ms } = this.#heard.get(runnerId) ?? { at: this.#since, lease_ms: leaseMs };
    return now - at > lease_ms;
  }
}
