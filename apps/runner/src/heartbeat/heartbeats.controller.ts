import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Controller, Inject, Logger } from '@nestjs/common';
import { Ctx, EventPattern, Payload, type NatsContext } from '@nestjs/microservices';
import { HEARTBEATS, heartbeatSubject, isSentBy, type Heartbeat } from '@reprise/contracts';
import type { RunnerOptions } from '../base/runner-options.ts';
import { RUNNER_OPTIONS } from '../base/tokens.ts';
import { Leases } from '../state/leases.ts';

/**
 * Receives the heartbeats of all runners. Each heartbeat of this runner updates a file that docker/runner-health.mjs
 * checks; a failure is logged once.
 */
@Controller()
export class HeartbeatsController {
  readonly #logger = new Logger('Heartbeats');
  #isTouching = true;

  constructor(
    private readonly leases: Leases,
    @Inject(RUNNER_OPTIONS) private readonly options: Pick<RunnerOptions, 'dataDir'>,
  ) {}

  @EventPattern(HEARTBEATS)
  async hear(@Payload() message: unknown, @Ctx() context: unknown): Promise<void> {
    const { runner_id } = (message ?? {}) as Partial<Heartbeat>;
    if (!isSentBy(runner_id, (context as NatsContext).getSubject(), heartbeatSubject)) return;
    if (!this.leases.hear(message, Date.now())) return;
    try {
      await touch(join(this.options.dataDir, 'runner.heard'));
      this.#isTouching = true;
    } catch (error) {
      if (this.#isTouching) this.#logger.warn(`A health check cannot see that this runner is well: ${String(error)}`);
      this.#isTouching = false;
    }
  }
}

async function touch(path: string): Promise<void> {
  const file = await open(path, 'a');
  const now = new Date();
  try {
    await file.utimes(now, now);
  } finally {
    await file.close();
  }
}
