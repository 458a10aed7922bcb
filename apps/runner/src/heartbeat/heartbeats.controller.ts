import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Controller, Logger } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { HEARTBEAT } from '@reprise/contracts';
import type { Leases } from './leases.ts';

/**
 * Hears the heartbeats of all runners. Each of its own sets the time of a file, by which docker/runner-health.mjs tells
 * its health; where that stops working, one warning says so.
 */
export function heartbeats(leases: Leases, dataDir: string) {
  const logger = new Logger('Heartbeats');
  const file = join(dataDir, 'runner.heard');
  let works = true;
  @Controller()
  class Heartbeats {
    @EventPattern(HEARTBEAT)
    async hear(@Payload() message: unknown): Promise<void> {
      if (!leases.hear(message, Date.now())) return;
      try {
        await touch(file);
        works = true;
      } catch (error) {
        if (works) logger.warn(`A health check cannot see that this runner is well: ${String(error)}`);
        works = false;
      }
    }
  }
  return Heartbeats;
}

async function touch(path: string): Promise<void> {
  const file = await open(path, 'a');
  const now = new Date();
  await file.utimes(now, now).finally(() => file.close());
}
