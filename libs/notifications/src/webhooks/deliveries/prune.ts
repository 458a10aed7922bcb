import type { ReadModel } from '@reprise/read-model';
import { webhooks } from '../database.ts';

/** Deletes deliveries that ended before a time. Their events stay in the history. */
export async function pruneDeliveries(readModel: ReadModel, endedBefore: string): Promise<void> {
  await webhooks(readModel).deleteFrom('delivery').where('ended_at', '<', endedBefore).execute();
}
