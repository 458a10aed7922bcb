/**
 * Writes each job that ended into a table, once: `node consumer.ts <consumer.json> <database file>`.
 * Stop it, kill it, start it again: it goes on where it was.
 */
import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { AckPolicy, jetstream, jetstreamManager, type JsMsg } from '@nats-io/jetstream';
import { connect, nanos } from '@nats-io/transport-node';

/** The name of the position that the server keeps for this program. */
const POSITION = 'finished-jobs-ts';
const ENDINGS = ['attempt_succeeded', 'attempt_failed', 'attempt_cancelled'];

interface ConsumerFile {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly stream: string;
  readonly inbox_prefix: string;
}

const [consumerFile = 'consumer.json', databaseFile = 'finished.db'] = process.argv.slice(2);
const { url, user, password, stream, inbox_prefix } = JSON.parse(readFileSync(consumerFile, 'utf8')) as ConsumerFile;

// Someone who reads the file holds a commit up for a moment; without a time to wait, the commit would fail at once.
const database = new DatabaseSync(databaseFile, { timeout: 5_000 });
database.exec('create table if not exists seen (event_id text primary key)');
database.exec('create table if not exists finished_jobs (job_id text, attempt integer, ending text, at text)');
const see = database.prepare('insert into seen values (?) on conflict do nothing');
const finish = database.prepare('insert into finished_jobs values (?, ?, ?, ?)');

/** Acts on an event, unless it did so before. Both are one transaction: after a crash neither is there, or both are. */
function act(message: JsMsg): void {
  const header = (name: string) => decodeURIComponent(message.headers?.get(name) ?? '');
  const { attempt } = message.json<{ attempt: number }>();
  // The server checks subjects; what headers say beside them is anybody's word.
  const [, , jobId = '', , ending = ''] = message.subject.split('.');
  database.exec('begin');
  if (see.run(header('ce-id')).changes === 1) {
    finish.run(jobId, attempt, ending, header('ce-time'));
    console.log(`${jobId} attempt ${String(attempt)}: ${ending}`);
  }
  database.exec('commit');
}

const connection = await connect({
  servers: url,
  user,
  pass: password,
  inboxPrefix: inbox_prefix,
  name: POSITION,
  maxReconnectAttempts: -1,
});
const manager = await jetstreamManager(connection);
// The same again changes nothing; the position stays.
await manager.consumers.add(stream, {
  durable_name: POSITION,
  ack_policy: AckPolicy.Explicit,
  ack_wait: nanos(5_000),
  filter_subjects: ENDINGS.map((type) => `reprise.jobs.*.life.${type}`),
});
const consumer = await jetstream(connection).consumers.get(stream, POSITION);
const messages = await consumer.consume();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => messages.stop());
for await (const message of messages) {
  act(message);
  message.ack();
}
await connection.drain();
