import { sql } from 'kysely';
import type { ReadModel } from '@reprise/read-model';
import { database, table } from '../tables.ts';

/** Deletes deliveries that were over before a moment; their events stay in the history. */
export async function pruneDeliveries(readModel: ReadModel, endedBefore: string): Promise<void> {
  await sql`delete from ${table('delivery')} where ended_at < ${endedBefore}`.execute(database(readModel));
}
