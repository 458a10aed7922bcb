import { Inject, Injectable, Logger } from '@nestjs/common';
import { Leases } from '../heartbeat/leases.ts';
import { RunnerCommands } from '../state/runner-commands.ts';
import { JobStateCache } from '../state/job-state-cache.ts';
import { Lifetime } from '../wiring/lifetime.ts';
import type { RunnerOptions } from '../wiring/runner-options.ts';
import { RUNNER_OPTIONS } from '../wiring/tokens.ts';
import { failLostAttempts } from './fail-lost-attempts.ts';

/** Looks for attempts of runners whose lease has ended. */
@Injectable()
export class LostAttempts {
  readonly #logger = new Logger(LostAttempts.name);

  constructor(
    private readonly cache: JobStateCache,
    private readonly commands: RunnerCommands,
    private readonly leases: Leases,
    private readonly lifetime: Lifetime,
    @Inject(RUNNER_OPTIONS) private readonly options: RunnerOptions,
  ) {}

  start(): void {
    this.lifetime.every(this.options.leaseMs / 3, () => void this.#fail());
  }

  async #fail(): Promise<void> {
    const { identity, leaseMs } = this.options;
    try {
      await failLostAttempts(this.cache, this.commands, this.leases, { runnerId: identity.runner_id, leaseMs });
    } catch (error) {
      this.#logger.warn(`Looking for lost runners failed: ${String(error)}`);
    }
  }
}
