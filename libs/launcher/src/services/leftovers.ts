import { stopProcess } from '@reprise/local-servers';
import type { Say } from '@reprise/setup';
import type { ServiceLocks } from './service-locks.ts';

const lastStartedFirst = ['runner', 'gateway', 'postgres', 'nats'];
/** A main process that was killed briefly leaves others behind. */
const ROUNDS = 3;

/** Stops processes that an earlier start left running when it was killed. */
export async function stopLeftovers(locks: ServiceLocks, say: Say): Promise<void> {
  for (const name of lastStartedFirst) {
    if (locks.holders(name).length > 0) say(`Stopping the ${name} that an earlier start left running`);
    for (let round = 0; round < ROUNDS; round += 1)
      for (const identity of locks.holders(name))
        await stopProcess(identity, name === 'postgres' ? 'SIGINT' : 'SIGTERM', 5_000);
  }
}
