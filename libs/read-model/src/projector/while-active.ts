import { tryLock } from '../locks.ts';
import { sleep } from '../sleep.ts';
import { pinClient } from '../pinned-client.ts';
import type { ReadModel } from '../read-model.ts';

const STANDBY_MS = 500;

/**
 * Runs `work` as the only projector of this schema once there is no other. Until then, calls `standby` periodically.
 * The lock belongs to a dedicated session, so it ends with this process. The signal of `work` aborts when the lock is
 * lost.
 */
export async function whileActive(
  { databaseUrl, schema }: ReadModel,
  stop: AbortSignal,
  standby: () => Promise<void>,
  work: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  await using pinned = await pinClient(databaseUrl, 'reprise projector');
  const signal = AbortSignal.any([stop, pinned.gone]);
  while (!signal.aborted) {
    if (await tryLock(pinned.client, 'project', schema)) return await work(signal);
    await standby();
    await sleep(STANDBY_MS, signal);
  }
}
