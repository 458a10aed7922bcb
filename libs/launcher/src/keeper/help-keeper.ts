import { setImmediate } from 'node:timers/promises';
import { dataFolderLock } from '@reprise/local-servers';
import type { Say } from '@reprise/setup';
import { ServiceLocks } from '../services/service-locks.ts';
import { StartedServices } from '../services/started-services.ts';
import { startServices } from '../start-services.ts';
import { readSettings } from '../settings.ts';
import { startReprise } from '../start-reprise.ts';
import { Keeper } from './keeper.ts';
import type { Handover } from './messages.ts';

interface Help {
  readonly say: Say;
  /** Called once all services are ready for the first time, with the URL that signs the browser in. */
  readonly ready: (link: string) => void;
}

/**
 * Does the work for which the keeper, the parent of this process, started it: starts Reprise, or restarts crashed
 * services.
 * @returns false if it was stopped first
 * @throws Error that says what failed and what to do
 */
export async function helpKeeper(env: NodeJS.ProcessEnv, { say, ready }: Help): Promise<boolean> {
  // Ctrl-C reaches this process too, but the keeper decides when to stop.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined);
  // A keeper that was killed leaves its services running.
  process.on('disconnect', () => process.exit(1));
  const keeper = new Keeper();
  const before = await keeper.begun;
  if (keeper.isStopped()) return false;
  try {
    if (before) await restart(env, before, keeper, say);
    else ready(await startFirst(env, keeper, say));
    return true;
  } catch (error) {
    if (keeper.isStopped()) return false;
    throw error;
  }
}

async function startFirst(env: NodeJS.ProcessEnv, keeper: Keeper, say: Say): Promise<string> {
  const started = await startReprise(env, { say, signal: keeper.stopped, holder: keeper });
  const { link, preparation, watched, dataDir } = started;
  const handover = { preparation, watched, crashes: {}, lock: dataFolderLock(dataDir) };
  await keeper.send({ type: 'serving', handover });
  return link;
}

/** Adopts the services and waits until crashed ones are ready again. */
async function restart(env: NodeJS.ProcessEnv, before: Handover, keeper: Keeper, say: Say): Promise<void> {
  const settings = readSettings(env);
  const services = new StartedServices(new ServiceLocks(settings.REPRISE_DATA_DIR), say, keeper);
  // The keeper stops them.
  keeper.stopped.addEventListener('abort', () => process.exit());
  await startServices(settings, services, before.preparation, say);
  // By then, it is known which processes the keeper reported as ended.
  await setImmediate();
  await services.recovered();
  await keeper.send({ type: 'serving', handover: { ...before, crashes: services.crashes() } });
}
