/**
 * Writes each ended job to a table exactly once: `node consumer.ts <consumer.json> <database file>`. Continues at its
 * last position after a stop or a crash.
 */
import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { AckPolicy, jetstream, jetstreamManager, type JsMsg } from '@nats-io/jetstream';
import { connect, nanos } from '@nats-io/transport-node';

/** Name of the durable consumer, which keeps the position on the server. */
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

// Without a timeout, a commit fails immediately while another process is reading the file.
const database = new DatabaseSync(databaseFile, { timeout: 5_000 });
database.exec('create table if not exists seen (event_id text primary key)');
database.exec('create table if not exists finished_jobs (job_id text, attempt integer, ending text, at text)');
const see = database.prepare('insert into seen values (?) on conflict do nothing');
const finish = database.prepare('insert into finished_jobs values (?, ?, ?, ?)');

/** Reads an ending. @throws if the message is not an event: its headers may not even be parsed. */
function read(message: JsMsg) {
  const header = (name: string) => decodeURIComponent(message.headers?.get(name) ?? '');
  const [id, at] = [header('ce-id'), header('ce-time')];
  if (id === '' || at === '') throw new Error('it has no ce-id or no ce-time');
  const { attempt } = message.json<{ attempt: number }>();
  if (!Number.isSafeInteger(attempt)) throw new Error('it has no number of an attempt');
  // Trust the subject, which the server authorizes, rather than the headers.
  const [, , jobId = '', , ending = ''] = message.subject.split('.');
  return { id, at, attempt, jobId, ending };
}

/** Acts on an event once: the id and the effect are written in one transaction, so a crash leaves both or neither. */
function act({ id, at, attempt, jobId, ending }: ReturnType<typeof read>): void {
  database.exec('begin');
  if (see.run(id).changes === 1) {
    finish.run(jobId, attempt, ending, at);
    console.log(`${jobId} attempt ${String(attempt)}: ${ending}`);
  }
  database.exec('commit');
}

/**
 * Returns the event; undefined for a message to skip. The log may contain invalid messages from anyone with its login.
 */
function readable(message: JsMsg): ReturnType<typeof read> | undefined {
  try {
    return read(message);
  } catch (error) {
    console.error(`Skipped message ${String(message.seq)}: ${String(error)}`);
    return undefined;
  }
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
// Idempotent; the position is kept.
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
  const event = readable(message);
  if (event) act(event);
  message.ack();
}
await connection.drain();
