import { isRunning, stopProcess } from '@reprise/local-servers';
import type { Say } from '@reprise/setup';
import type { ProcessRecords } from './process-records.ts';

const lastStartedFirst = ['runner', 'gateway', 'postgres', 'nats'];

/** Stops what an earlier start left running, because it was killed and could not stop it itself. */
export async function stopLeftovers(records: ProcessRecords, say: Say): Promise<void> {
  const found = records.all().sort((a, b) => lastStartedFirst.indexOf(a.name) - lastStartedFirst.indexOf(b.name));
  for (const { name, identity } of found) {
    if (isRunning(identity)) {
      say(`Stopping the ${name} that an earlier start left running`);
      await stopProcess(identity, name === 'postgres' ? 'SIGINT' : 'SIGTERM', 5_000);
    }
    records.remove(name);
  }
}
