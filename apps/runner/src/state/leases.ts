import { Heartbeat, STARTING } from '@reprise/contracts';

interface Heard {
  readonly at: number;
  readonly lease_ms: number;
  readonly storage_id: string;
  /** Versions of Nextflow with which the runner claims jobs now. */
  readonly versions: readonly string[];
}

/**
 * Records when each runner last sent a heartbeat. Silence counts only while this runner receives its own heartbeats,
 * which take the same path. While NATS is unreachable, or this process is suspended, no runner is considered lost.
 */
export class Leases {
  readonly #runnerId: string;
  readonly #leaseMs: number;
  readonly #heard = new Map<string, Heard>();
  #ownAt: number;
  /** Start of the current uninterrupted series of this runner's own heartbeats. */
  #since: number;

  /** @param now milliseconds since 1970 */
  constructor({ runnerId, leaseMs, now }: { runnerId: string; leaseMs: number; now: number }) {
    this.#runnerId = runnerId;
    this.#leaseMs = leaseMs;
    this.#ownAt = now;
    this.#since = now;
  }

  /**
   * Records a message. Ignores messages that are not heartbeats.
   * @returns whether it was this runner's own heartbeat
   */
  hear(message: unknown, now: number): boolean {
    const { success, data } = Heartbeat.safeParse(message);
    if (!success) return false;
    const isOwn = data.runner_id === this.#runnerId;
    if (isOwn) this.#hearOwn(now);
    else {
      const { runner_id, lease_ms, storage_id, holds_back } = data;
      const versions = data.nextflow_versions ?? [data.nextflow_version];
      const takesJobs = holds_back === null || holds_back === STARTING;
      this.#heard.set(runner_id, { at: now, lease_ms, storage_id, versions: takesJobs ? versions : [] });
    }
    return isOwn;
  }

  /** There are three heartbeats per lease, so half a lease without any means that more than one is late. */
  #hearOwn(now: number): void {
    if (now - this.#ownAt > this.#leaseMs / 2) this.#since = now;
    this.#ownAt = now;
  }

  /** Whether another runner has been silent for the duration of its lease and of ours. */
  hasEnded(runnerId: string): boolean {
    return this.#isOver(this.#heard.get(runnerId) ?? this.#neverHeard());
  }

  /**
   * Whether every other runner with this storage has been silent for the length of a lease. If there never was one,
   * whether this runner has listened for that long.
   */
  hasLostStorage(storageId: string): boolean {
    const heard = [...this.#heard.values()].filter(({ storage_id }) => storage_id === storageId);
    return [this.#neverHeard(), ...heard].every((last) => this.#isOver(last));
  }

  /** Whether another runner that claims jobs, with this storage if given, has a version of Nextflow. */
  hasNextflow(version: string, storageId: string | null): boolean {
    return [...this.#heard.values()].some(
      (heard) =>
        heard.versions.includes(version) &&
        (storageId === null || heard.storage_id === storageId) &&
        !this.#isOver(heard),
    );
  }

  #neverHeard() {
    return { at: this.#since, lease_ms: this.#leaseMs };
  }

  #isOver({ at, lease_ms }: Pick<Heard, 'at' | 'lease_ms'>): boolean {
    return this.#ownAt - Math.max(at, this.#since) > Math.max(lease_ms, this.#leaseMs);
  }
}
