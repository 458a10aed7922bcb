import { sleep } from '../sleep.ts';
import { pinClient } from '../pinned-client.ts';
import { channelOf } from '../projector/write-batch.ts';
import type { ReadModel } from '../read-model.ts';

const RETRY_MS = 500;
/** A connection can be lost unnoticed, so the checkpoint is also checked at this interval. */
const LOOK_MS = 2000;

/**
 * Calls `look` after each commit of the active projector in any process, and whenever a notification may have been
 * missed. Ends when `stop` aborts.
 */
export async function listen({ databaseUrl, schema }: ReadModel, stop: AbortSignal, look: () => void): Promise<void> {
  while (!stop.aborted) {
    try {
      await using pinned = await pinClient(databaseUrl, 'reprise changes');
      const signal = AbortSignal.any([stop, pinned.gone]);
      pinned.client.on('notification', look);
      await pinned.client.query(`listen ${pinned.client.escapeIdentifier(channelOf(schema))}`);
      while (!signal.aborted) {
        look();
        await sleep(LOOK_MS, signal);
      }
    } catch {
      // The database is unreachable. The loop tries again, and the changes missed in the meantime are between the
      // positions.
    }
    await sleep(RETRY_MS, stop);
  }
}
