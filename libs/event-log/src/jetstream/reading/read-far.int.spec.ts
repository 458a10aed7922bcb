import { jetstreamManager, type JetStreamManager } from '@nats-io/jetstream';
import { connect, headers, type NatsConnection } from '@nats-io/transport-node';
import { STREAM } from '@reprise/contracts';
import { startNats, waitUntil, type TestServer } from '@reprise/testing';
import { EVERYTHING, type EventLog, type LogEntry } from '../../event-log.ts';
import { openJetStreamLog } from '../open-jetstream-log.ts';

const ENTRIES = 5000;

let server: TestServer;
let nc: NatsConnection;
let jsm: JetStreamManager;
let log: EventLog;
beforeAll(async () => {
  server = await startNats();
  nc = await connect({ servers: server.url });
  jsm = await jetstreamManager(nc);
  ({ log } = await openJetStreamLog({ servers: server.url, name: 'test' }));
  for (let n = 1; n <= ENTRIES; n++) plant(n);
  await waitUntil(async () => (await log.head()).last_seq === ENTRIES, { what: 'All is stored' });
});
afterAll(async () => {
  await log.close();
  await nc.close();
  await server.stop();
});

/** Stores a message that is not an event, with headers of every kind. */
function plant(n: number): void {
  const own = headers();
  own.append('ce-id', String(n));
  own.append('ce-actor', n % 3 === 0 ? 'Zoë' : ' ada ');
  if (n % 5 === 0) own.append('ce-id', 'again');
  if (n % 7 === 0) own.append('Empty', '');
  own.append('traceparent', 'a:b');
  nc.publish(`reprise.queues.q${String(n % 11)}.planted`, new Uint8Array(n % 300), { headers: own });
}

async function collect(entries: AsyncIterable<LogEntry>, onFirst = async () => undefined as void): Promise<LogEntry[]> {
  const collected: LogEntry[] = [];
  for await (const entry of entries) if (collected.push(entry) === 1) await onFirst();
  return collected;
}

const consumers = async () => (await jsm.consumers.list(STREAM).next()).map(({ name }) => name);

describe('A long part of the log', () => {
  it('is read like pages, byte for byte, and leaves no consumer', async () => {
    // Several filters are read page by page.
    const byPages = await collect(log.read([EVERYTHING]));
    expect(byPages.map(({ seq }) => seq)).toEqual(Array.from({ length: ENTRIES }, (_, i) => i + 1));
    expect(await collect(log.read(EVERYTHING))).toEqual(byPages);
    expect(await collect(log.read(EVERYTHING, { from: 1200, to: 4321 }))).toEqual(byPages.slice(1199, 4321));
    await waitUntil(async () => (await consumers()).length === 0, {
      what: 'The consumers are gone',
    });
  });

  it('is read to its end although its consumer is lost on the way', async () => {
    let lost = 0;
    const read = await collect(log.read(EVERYTHING), async () => {
      for (const name of await consumers()) if (await jsm.consumers.delete(STREAM, name)) lost += 1;
    });
    expect(lost).toBe(1);
    expect(read.map(({ seq }) => seq)).toEqual(Array.from({ length: ENTRIES }, (_, i) => i + 1));
  });

  it('leaves no consumer when the reader stops early', async () => {
    for await (const entry of log.read(EVERYTHING)) if (entry.seq === 10) break;
    await waitUntil(async () => (await consumers()).length === 0, {
      what: 'The consumer is gone',
    });
  });
});
