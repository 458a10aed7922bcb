import type { ClientBase } from 'pg';
import { lockClientTransaction } from '../locks.ts';
import { channelOf } from '../projector/write-batch.ts';

/**
 * Replaces the schema `schema` with `<schema>_next`, in one transaction and while no batch is being written. `finish`
 * projects the rest of the log into the new tables, and returns the new name of the old ones.
 */
export async function swap(client: ClientBase, schema: string, finish: () => Promise<string>): Promise<void> {
  const quoted = (name: string) => client.escapeIdentifier(name);
  await client.query('begin');
  try {
    await lockClientTransaction(client, 'write', schema);
    const old = await finish();
    await client.query(`alter schema ${quoted(schema)} rename to ${quoted(old)}`);
    await client.query(`alter schema ${quoted(`${schema}_next`)} rename to ${quoted(schema)}`);
    await client.query('select pg_notify($1, $2)', [channelOf(schema), '']);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}
