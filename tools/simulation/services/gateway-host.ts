import { GATEWAY, GATEWAY_SOURCE, type LostAttemptReport } from '@reprise/contracts';
import { EVERYTHING, LogUnavailableError, newId } from '@reprise/event-log';
import { isOpen, nothingKnown, unusedQueue, type JobCommand, type QueueCommand } from '@reprise/job';
import { JobStore, LoggedJobStates, QueueStore, type CommandContext, type Handled } from '@reprise/job-store';
import { failAttempt } from '@reprise/runner/simulation';
import type { Kernel } from '../kernel/kernel.ts';
import type { Process } from '../kernel/process.ts';
import { ProcessLog } from '../log/process-log.ts';
import { FencedError } from '../tables/tables.ts';
import type { Servers } from './servers.ts';
import { ServiceHost } from './service-host.ts';

/** Largest batch of a projector. */
const MAX_BATCH = 5;
const RETRY_MS = 500;

/** A client's command, with the job or queue that it is for. */
export type Request =
  | { readonly job: string; readonly command: JobCommand }
  | { readonly queue: string; readonly command: QueueCommand };

interface Stores {
  readonly process: Process;
  readonly jobs: JobStore;
  readonly queues: QueueStore;
}

/** A gateway. It handles commands with the real stores over the tables and the log, and projects the log. */
export class GatewayHost {
  readonly service: ServiceHost;
  readonly #servers: Servers;
  readonly #kernel: Kernel;
  #stores: Stores | null = null;
  /** Rejects the requests that wait for an answer. */
  #waiting = new Set<(error: Error) => void>();

  constructor(name: string, servers: Servers) {
    this.#servers = servers;
    this.#kernel = servers.kernel;
    this.service = new ServiceHost(
      name,
      servers.kernel,
      (process) => this.#start(process),
      () => this.#disconnect(),
    );
    const { service } = this;
    servers.network.join(name, {
      get isAlive() {
        return service.process !== null;
      },
      answersOpenJobs: true,
      onLostAttempt: (report) => void this.#failLost(report),
    });
  }

  /** Handles a client's request. Rejects if the gateway dies before it has answered. */
  request(request: Request, context: CommandContext): Promise<Handled> {
    return new Promise((resolve, reject) => {
      const stores = this.#stores;
      if (!stores) return reject(new Error('connection refused'));
      this.#waiting.add(reject);
      const handled =
        'job' in request
          ? stores.jobs.handle(request.job, request.command, context)
          : stores.queues.handle(request.queue, request.command, context);
      const answer = (send: () => void) =>
        void this.#kernel.call(stores.process, 'answers', () => {
          this.#waiting.delete(reject);
          send();
        });
      handled.then(
        (value) => answer(() => resolve(value)),
        (error: unknown) => answer(() => reject(error as Error)),
      );
    });
  }

  /** Fails an attempt whose runner is dead. `LostAttempts` does the same, based on the heartbeats it has received. */
  async #failLost({ job_id, attempt }: LostAttemptReport): Promise<void> {
    const id = newId();
    await this.#stores?.jobs
      .handle(
        job_id,
        async ({ state }) => {
          const owner = isOpen(state) && state.attempt === attempt ? state.claimed_by : null;
          if (owner === null || this.#servers.network.isAlive(owner)) throw new Error('The runner is not lost');
          return failAttempt(attempt, 'runner_lost', 'The runner was not heard. Rerun the job.');
        },
        (job) => ({
          id,
          actor: GATEWAY,
          source: GATEWAY_SOURCE,
          correlation_id: job.correlation_id,
          causation_id: job.requested_by,
        }),
      )
      .catch(() => undefined); // the runner reports it again
  }

  #start(process: Process): void {
    const { store, tables, plant } = this.#servers;
    const log = new ProcessLog(this.#kernel, process, store, plant);
    const away = { lost: () => new Error('The database does not answer') };
    // If the database is unavailable, the complete history is folded instead.
    const states = new LoggedJobStates(
      log,
      (jobId) => this.#kernel.call(process, 'reads a row', () => tables.job(jobId), away).catch(() => nothingKnown),
      (name) => this.#kernel.call(process, 'reads a row', () => tables.queue(name), away).catch(() => unusedQueue),
    );
    this.#stores = { process, jobs: new JobStore(log, states), queues: new QueueStore(log, states) };
    void this.#project(process, log);
  }

  #disconnect(): void {
    this.#stores = null;
    for (const reject of this.#waiting) reject(new Error('connection reset'));
    this.#waiting.clear();
  }

  /** Both gateways project at the same time; the checkpoint fences the slower one. */
  async #project(process: Process, log: ProcessLog): Promise<void> {
    const { tables } = this.#servers;
    const away = { lost: () => new Error('The database does not answer') };
    for (;;)
      try {
        let position = await this.#kernel.call(process, 'reads the checkpoint', () => tables.position, away);
        for await (const batch of log.follow(EVERYTHING, { from: position + 1, maxBatch: MAX_BATCH }))
          position = await this.#kernel.call(process, 'writes rows', () => tables.write(position, batch), away);
      } catch (error) {
        if (!(error instanceof FencedError) && !(error instanceof LogUnavailableError) && !isAway(error)) throw error;
        await this.#kernel.sleep(process, RETRY_MS);
      }
  }
}

const isAway = (error: unknown): boolean => error instanceof Error && error.message.startsWith('The database');
