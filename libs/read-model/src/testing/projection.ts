import { randomBytes } from 'node:crypto';
import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { STREAM, type AnyEvent } from '@reprise/contracts';
import { openJetStreamLog, type EventLog, type LogEntry } from '@reprise/event-log';
import { waitUntil } from '@reprise/testing';
import { fork, openReadModel, type ReadModel } from '../read-model.ts';
import { chunks } from '../rebuild/chunks.ts';
import { positionIn } from '../projector/project.ts';
import { writeBatch } from '../projector/write-batch.ts';
import { makeTables } from './make-tables.ts';

/** Opens an empty projection in its own schema. */
export async function emptyReadModel(databaseUrl: string): Promise<ReadModel> {
  const schema = `rm_${randomBytes(4).toString('hex')}`;
  await makeTables(databaseUrl, schema);
  return openReadModel({ databaseUrl, migrateUrl: null, schema, poolSize: 4 });
}

/** Copies the rows of all tables. Returns a function that restores them. */
export async function keepRows(readModel: ReadModel): Promise<() => Promise<void>> {
  const { schema } = readModel;
  const execute = (statement: string) => fork(readModel).execute<{ name: string }[]>(statement);
  const tables = await execute(`select tablename as name from pg_tables where schemaname = '${schema}'`);
  await execute(`create schema ${schema}_kept`);
  for (const { name } of tables) await execute(`create table ${schema}_kept.${name} as table ${schema}.${name}`);
  const names = tables.map(({ name }) => `${schema}.${name}`).join(', ');
  const fill = tables.map(({ name }) => `insert into ${schema}.${name} table ${schema}_kept.${name}`);
  return async () => void (await execute([`truncate ${names}`, ...fill].join('; ')));
}

export const openLog = async (servers: string): Promise<EventLog> =>
  (await openJetStreamLog({ servers, name: 'projection test', requestMs: 30_000, deadlineMs: 100_000 })).log;

/** Appends all events in order. */
export async function appendAll(log: EventLog, events: readonly AnyEvent[], atATime = 200): Promise<void> {
  for (let from = 0; from < events.length; from += atATime)
    await log.appendAtomic(events.slice(from, from + atATime).map((event) => ({ event })));
}

export async function entriesOf(log: EventLog): Promise<LogEntry[]> {
  const entries: LogEntry[] = [];
  for await (const entry of log.read('reprise.>')) entries.push(entry);
  return entries;
}

/** Projects the whole log at once, without a projector. */
export async function projectAll(readModel: ReadModel, log: EventLog): Promise<void> {
  let position = await positionIn(readModel, (await log.head()).created);
  for await (const chunk of chunks(log.read('reprise.>'), 1000))
    position = await writeBatch(readModel, position, chunk);
}

/** Deletes the stream, which is not allowed in production. */
export async function deleteStream(servers: string): Promise<void> {
  const nc = await connect({ servers });
  await (await jetstreamManager(nc)).streams.delete(STREAM);
  await nc.close();
}

/** Waits until a condition holds. @throws Error with the condition, after two minutes */
export async function until(holds: () => boolean | Promise<boolean>, what: string): Promise<void> {
  await waitUntil(holds, { what });
}
