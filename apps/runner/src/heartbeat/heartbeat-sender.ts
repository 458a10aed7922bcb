import { statfs } from 'node:fs/promises';
import { hostname, loadavg } from 'node:os';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import type { ClientProxy } from '@nestjs/microservices';
import { heartbeatSubject, VERSION, type Heartbeat } from '@reprise/contracts';
import { ExecutorSearch } from './executor-search.ts';
import { slotsTaken } from '../claim/claim-attempts.ts';
import { Readiness } from '../base/readiness.ts';
import { runnerSize } from '../claim/runner-size.ts';
import { ResultChecks } from '../state/result-checks.ts';
import { JobStateCache } from '../state/job-state-cache.ts';
import { Lifetime } from '../base/lifetime.ts';
import type { RunnerOptions } from '../base/runner-options.ts';
import { RUNNER_OPTIONS, SERVICES } from '../base/tokens.ts';

/** Renews this runner's lease by sending three heartbeats per lease. */
@Injectable()
export class HeartbeatSender {
  #slotsSent = 0;
  #disk: Pick<Heartbeat, 'disk_bytes' | 'disk_free_bytes'> = {};

  constructor(
    @Inject(SERVICES) private readonly services: ClientProxy,
    private readonly cache: JobStateCache,
    private readonly readiness: Readiness,
    private readonly checks: ResultChecks,
    private readonly executors: ExecutorSearch,
    private readonly lifetime: Lifetime,
    @Inject(RUNNER_OPTIONS) private readonly options: RunnerOptions,
  ) {}

  start(): void {
    this.lifetime.every(this.options.leaseMs / 3, () => this.send());
    this.send();
  }

  /** Reports taken or released slots without waiting for the next heartbeat. */
  slotsChanged(): void {
    if (this.#slotsTaken() !== this.#slotsSent) this.send();
  }

  send(): void {
    const { identity, storageProof, slots, leaseMs, nextflows, simulated, isolation } = this.options;
    this.#slotsSent = this.#slotsTaken();
    const { cpus, memory_bytes } = runnerSize(slots);
    const heartbeat: Heartbeat = {
      ...identity,
      ...(storageProof && { storage_proof: storageProof.proof }),
      slots,
      slots_taken: this.#slotsSent,
      nextflow_version: nextflows.default.version,
      nextflow_versions: nextflows.versions,
      holds_back: this.readiness.obstacle,
      simulated,
      isolation: isolation.kind,
      ...(this.executors.found && { executors: [...this.executors.found] }),
      cpus,
      memory_bytes,
      host: hostname(),
      version: VERSION,
      load: loadavg()[0]!,
      memory_free_bytes: process.availableMemory(),
      ...this.#disk,
      checking_results: this.checks.all(),
      disk_full: this.readiness.diskFull,
      lease_ms: leaseMs,
    };
    this.services.emit(heartbeatSubject(identity.runner_id), heartbeat).subscribe({ error: () => undefined });
    void this.#measureDisk();
  }

  /** Measures the disk for the next heartbeat, which must not wait for an unresponsive disk. */
  async #measureDisk(): Promise<void> {
    const { dataDir } = this.options;
    const found = await statfs(join(dataDir, 'jobs')).catch(() => statfs(dataDir).catch(() => null));
    if (found) this.#disk = { disk_bytes: found.blocks * found.bsize, disk_free_bytes: found.bavail * found.bsize };
  }

  #slotsTaken(): number {
    const { identity, slots } = this.options;
    return slotsTaken(this.cache, identity.runner_id, runnerSize(slots));
  }
}
