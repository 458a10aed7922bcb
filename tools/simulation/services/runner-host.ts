import {
  claimAttempts,
  followLog,
  InstalledNextflows,
  isHeldBy,
  JobStateCache,
  Leases,
  loadOpenJobs,
  Reactor,
  reportLostAttempts,
  ResultChecks,
  RunnerCommands,
  WorkQueue,
  type StartSettings,
} from '@reprise/runner/simulation';
import type { Kernel } from '../kernel/kernel.ts';
import type { Process } from '../kernel/process.ts';
import { ProcessLog } from '../log/process-log.ts';
import { Machine } from '../machine/machine.ts';
import { simulatedHost } from '../machine/simulated-host.ts';
import { SimulatedTasks } from '../machine/simulated-tasks.ts';
import { SimulatedWatches } from '../machine/simulated-watches.ts';
import { SLOTS } from '../machine/slots.ts';
import type { Servers } from './servers.ts';
import { ServiceHost } from './service-host.ts';

const NEXTFLOW = '24.10.0';
const LEASE_MS = 15_000;
/** Interval of claims and heartbeats. */
const EVERY_MS = 5_000;

/** A runner on its own machine: the real cache, claims and reactions, wired as `Runner.start` does. */
export class RunnerHost {
  readonly service: ServiceHost;
  readonly machine: Machine;
  readonly #servers: Servers;
  readonly #kernel: Kernel;
  #leases: Leases | null = null;

  constructor(name: string, servers: Servers) {
    this.#servers = servers;
    this.#kernel = servers.kernel;
    this.machine = new Machine(servers.kernel, name);
    this.service = new ServiceHost(
      name,
      servers.kernel,
      (process) => void this.#start(process),
      () => (this.#leases = null),
    );
    const { service } = this;
    servers.network.join(name, {
      get isAlive() {
        return service.process !== null;
      },
      onHeartbeat: (beat) => void this.#leases?.hear(beat, Date.now()),
    });
  }

  async #start(process: Process): Promise<void> {
    const { store, plant } = this.#servers;
    const { name } = process;
    const log = new ProcessLog(this.#kernel, process, store, plant);
    const cache = new JobStateCache();
    const commands = new RunnerCommands(log, cache, name);
    const leases = new Leases({ runnerId: name, leaseMs: LEASE_MS, now: Date.now() });
    this.#leases = leases;
    void this.#beat(process, cache, leases);
    try {
      const { created } = await log.head();
      const ask = () => this.#kernel.call(process, 'requests the open jobs', () => this.#openJobs(created));
      const known = await loadOpenJobs(log, ask, {
        signal: new AbortController().signal,
        everyMs: LEASE_MS / 3,
        onOtherLog: (reason) => {
          throw new Error(reason);
        },
      });
      await new Promise<void>((onCaughtUp, reject) => {
        followLog(log, cache, known, { signal: new AbortController().signal, onCaughtUp }).catch((error: unknown) => {
          reject(error as Error);
          this.#stop(process, error);
        });
      });
    } catch (error) {
      return this.#stop(process, error);
    }
    const reactor = this.#reactor(process, cache, commands, plant);
    await this.#endOrphans(process, cache);
    const passes = new WorkQueue(() =>
      claimAttempts(cache, commands, leases, {
        runnerId: name,
        storageId: name,
        size: { slots: SLOTS, cpus: SLOTS, memory_bytes: SLOTS * 2 ** 30 },
        versions: [NEXTFLOW],
      }).catch(() => undefined),
    );
    cache.changed.subscribe((changed) => {
      if (!changed.startsWith('queue:')) reactor.wake(changed);
      passes.add('claims');
    });
    for (const { job_id } of cache.openJobs()) reactor.wake(job_id);
    for (;;) {
      passes.add('claims');
      await this.#kernel.sleep(process, EVERY_MS);
    }
  }

  /** The service manager restarts it. */
  #stop(process: Process, error: unknown): void {
    this.#kernel.note(`      ${process.name} cannot follow the log: ${String(error)}`);
    this.#kernel.kill(process);
  }

  #openJobs(created: string) {
    const { network, tables } = this.#servers;
    return network.answersOpenJobs() ? tables.openJobs(created) : null;
  }

  #reactor(process: Process, cache: JobStateCache, commands: RunnerCommands, plant: Servers['plant']): Reactor {
    const kernel = this.#kernel;
    const tasks = new SimulatedTasks(kernel, process, this.machine, plant);
    return new Reactor({
      host: simulatedHost({ kernel, process, machine: this.machine, plant }),
      cache,
      commands,
      tasks,
      watches: new SimulatedWatches(kernel, process, this.machine, tasks),
      settings: {
        dataDir: '/simulated',
        identity: { runner_id: process.name, storage_id: process.name },
        nextflows: new InstalledNextflows([{ version: NEXTFLOW, launcher: 'nextflow' }]),
      } as StartSettings,
      pipeline: async () => undefined,
      checks: new ResultChecks(),
      signal: new AbortController().signal,
      onWarning: () => undefined,
      onOrphans: () => undefined,
      onError: (error, jobId) => kernel.note(`      ${process.name}: job ${jobId}: ${String(error)}`),
    });
  }

  /** Ends the attempts on this machine that were recorded as ended while the runner was away. */
  async #endOrphans(process: Process, cache: JobStateCache): Promise<void> {
    const host = simulatedHost({ kernel: this.#kernel, process, machine: this.machine, plant: null });
    for (const jobId of new Set([...this.machine.attempts.keys()].map((key) => key.split('/')[0]!)))
      if (!isHeldBy(process.name, cache.job(jobId).state)) await host.endOrphans(jobId);
  }

  /** Sends heartbeats to all runners, and reports attempts of lost ones to all gateways. */
  async #beat(process: Process, cache: JobStateCache, leases: Leases): Promise<void> {
    const { name } = process;
    const beat = { runner_id: name, storage_id: name, slots: SLOTS, slots_taken: 0, holds_back: null };
    const { network } = this.#servers;
    for (;;) {
      await this.#kernel.call(process, 'sends a heartbeat', () =>
        network.sendHeartbeat({ ...beat, nextflow_version: NEXTFLOW, simulated: true, lease_ms: LEASE_MS }),
      );
      reportLostAttempts(cache, leases, name, (lost) => network.reportLostAttempt(lost));
      await this.#kernel.sleep(process, EVERY_MS);
    }
  }
}
