import type { ReadModel } from '@reprise/read-model';
import { webhooks } from '../database.ts';
import { WAITS_MS } from '../sending/schedule.ts';

/** Makes the last try due for every delivery that has failed once. Returns whether there was one. */
export async function skipToLastTry(readModel: ReadModel): Promise<boolean> {
  const { numUpdatedRows } = await webhooks(readModel)
    .updateTable('delivery')
    .set({ tries: WAITS_MS.length, next_try_at: new Date().toISOString() })
    .where('status', '=', 'pending')
    .where('tries', '=', 1)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
