import { Injectable } from '@nestjs/common';
import { Heartbeat, type NamedRunner, type RunnerView } from '@reprise/contracts';
import { isProven } from '@reprise/secret-files';

const FORGOTTEN_AFTER_MS = 24 * 3600 * 1000;

/** A runner as described by its heartbeats. */
export type HeardRunner = Omit<RunnerView, 'drain' | 'schedule' | 'work_time'>;

interface Seen {
  readonly heartbeat: Heartbeat;
  readonly at: number;
  /** Start of the current uninterrupted series of heartbeats. */
  readonly since: number;
}

/** There are three heartbeats per lease, so half a lease without any means that more than one is late. */
const isHeard = ({ at, heartbeat }: Seen, now: number): boolean => now - at <= heartbeat.lease_ms / 2;

/**
 * The runners known by their heartbeats. A silent runner stays in the list for a day, so that its absence is visible.
 */
@Injectable()
export class Runners {
  readonly #seen = new Map<string, Seen>();
  /** Hosts by runner, including runners that were dropped from the list, because the history refers to them forever. */
  readonly #hosts = new Map<string, string>();

  /** Records a heartbeat. Ignores messages that are not heartbeats. `now` in milliseconds. */
  receive(message: unknown, now: number): void {
    const { success, data } = Heartbeat.safeParse(message);
    if (!success) return;
    if (data.host !== undefined) this.#hosts.set(data.runner_id, data.host);
    const last = this.#seen.get(data.runner_id);
    this.#seen.set(data.runner_id, { heartbeat: data, at: now, since: last && isHeard(last, now) ? last.since : now });
  }

  /**
   * Returns the lease, in milliseconds, that a lost runner has exceeded: it has been silent for longer than that, while
   * the reporter has not. Null if the runner is not lost. While NATS is unreachable, or this process is suspended, no
   * runner is considered lost.
   */
  lostFor(runnerId: string, reporterId: string, now: number): number | null {
    const reporter = this.#seen.get(reporterId);
    if (!reporter || reporterId === runnerId || !isHeard(reporter, now)) return null;
    const last = this.#seen.get(runnerId);
    const lease = Math.max(reporter.heartbeat.lease_ms, last?.heartbeat.lease_ms ?? 0);
    return now - Math.max(reporter.since, last?.at ?? 0) > lease ? lease : null;
  }

  /**
   * Returns the largest number of cores and the largest memory of any active runner; null if no runner is active, or if
   * one does not report them.
   */
  capacity(now: number): { cpus: number; memory_bytes: number } | null {
    const alive = this.list(now).filter((runner) => runner.alive);
    const cpus = alive.map((runner) => runner.cpus ?? Infinity);
    const memory = alive.map(({ memory_bytes }) => memory_bytes ?? Infinity);
    const most = { cpus: Math.max(0, ...cpus), memory_bytes: Math.max(0, ...memory) };
    return alive.length > 0 && Number.isFinite(most.cpus + most.memory_bytes) ? most : null;
  }

  /** Returns the versions of Nextflow of each active runner, the default first. */
  nextflowVersions(now: number): string[][] {
    return this.list(now).flatMap(({ alive, nextflow_versions }) => (alive ? [nextflow_versions] : []));
  }

  /**
   * Returns why no active runner has disk space; null if one has some, undefined if none is active or reports it. `now`
   * in milliseconds.
   */
  fullDisk(now: number): string | null | undefined {
    const alive = [...this.#seen.values()].filter(({ at, heartbeat }) => now - at <= heartbeat.lease_ms);
    const full = alive.map(({ heartbeat }) => heartbeat.disk_full);
    if (full.length === 0 || full.includes(undefined)) return undefined;
    return full.includes(null) ? null : full[0];
  }

  /**
   * Whether a runner claims nothing because its disk has less free space than the reserve, as last reported; undefined if
   * it does not report it.
   */
  isDiskFull(runnerId: string): boolean | undefined {
    const full = this.#seen.get(runnerId)?.heartbeat.disk_full;
    return full === undefined ? undefined : full !== null;
  }

  /** Runners with a known host, as last reported. */
  named(): NamedRunner[] {
    return [...this.#hosts].map(([runner_id, host]) => ({ runner_id, host }));
  }

  /** Name of a runner for a sentence, with its id: "node-3 (runner-a)". Only the id if its host is unknown. */
  titleOf(runnerId: string): string {
    const host = this.#hosts.get(runnerId);
    return host === undefined ? runnerId : `${host} (${runnerId})`;
  }

  /**
   * Returns the active runners with this storage, starting with the one that has been active longest.
   * @param key key with which the storage was announced; runners without a valid proof are omitted
   */
  onStorage(storageId: string, now: number, key?: string): string[] {
    return [...this.#seen.values()]
      .filter(({ at, heartbeat }) => heartbeat.storage_id === storageId && now - at <= heartbeat.lease_ms)
      .filter(({ heartbeat }) => key === undefined || isProven(key, heartbeat, heartbeat.storage_proof ?? ''))
      .sort((a, b) => a.since - b.since)
      .map(({ heartbeat }) => heartbeat.runner_id);
  }

  list(now: number): HeardRunner[] {
    for (const [id, { at }] of this.#seen) if (now - at > FORGOTTEN_AFTER_MS) this.#seen.delete(id);
    return [...this.#seen.values()]
      .sort((a, b) => (a.heartbeat.runner_id < b.heartbeat.runner_id ? -1 : 1))
      .map(({ heartbeat: { lease_ms, disk_full: _, storage_proof: __, ...heartbeat }, at }) => ({
        ...heartbeat,
        nextflow_versions: heartbeat.nextflow_versions ?? [heartbeat.nextflow_version],
        isolation: heartbeat.isolation ?? null,
        executors: heartbeat.executors ?? null,
        cpus: heartbeat.cpus ?? null,
        memory_bytes: heartbeat.memory_bytes ?? null,
        host: heartbeat.host ?? null,
        version: heartbeat.version ?? null,
        load: heartbeat.load ?? null,
        memory_free_bytes: heartbeat.memory_free_bytes ?? null,
        disk_bytes: heartbeat.disk_bytes ?? null,
        disk_free_bytes: heartbeat.disk_free_bytes ?? null,
        checking_results: heartbeat.checking_results ?? [],
        alive: now - at <= lease_ms,
        last_seen: new Date(at).toISOString(),
      }));
  }
}
