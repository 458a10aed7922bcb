import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { HEARTBEAT } from '@reprise/contracts';
import type { Leases } from './leases.ts';

/** Hears the heartbeats of all runners. Each of its own sets the time of a file, by which docker/runner-health.mjs tells its health. */
export function heartbeats(leases: Leases, dataDir: string) {
  @Controller()
  class Heartbeats {
    @EventPattern(HEARTBEAT)
    async hear(@Payload() message: unknown): Promise<void> {
      if (leases.hear(message, Date.now())) await touch(join(dataDir, 'runner.heard'));
    }
  }
  return Heartbeats;
}

async function touch(path: string): Promise<void> {
  const file = await open(path, 'a');
  const now = new Date();
  await file.utimes(now, now).finally(() => file.close());
}
