import { Readable } from 'node:stream';
import { connect, headers, type NatsConnection } from '@nats-io/transport-node';
import { jobFilter } from '@reprise/contracts';
import { startNats, waitUntil, type TestServer } from '@reprise/testing';
import { scale, seed } from '@reprise/testing/random';
import fc from 'fast-check';
import type { Message } from '../../codec/codec.ts';
import { EVERYTHING, UNREADABLE_HEADERS, type EventLog, type LogEntry } from '../../event-log.ts';
import { newId } from '../../ids.ts';
import { collect, life, take } from '../../log-under-test.fixture.ts';
import { anyBlock } from '../../testing/header-blocks.ts';
import { APPENDED_NAMES, messageOf, poisonMessages } from '../../testing/poison.ts';
import { openJetStreamLog } from '../open-jetstream-log.ts';
import { seedStream } from '../seeding/seed-stream.ts';

let server: TestServer;
let nc: NatsConnection;
let log: EventLog;
/** Reads one filter at a time, like a runner. */
let filtered: EventLog;
beforeAll(async () => {
  server = await startNats();
  nc = await connect({ servers: server.url });
  ({ log } = await openJetStreamLog({ servers: server.url, name: 'test' }));
  ({ log: filtered } = await openJetStreamLog({ servers: server.url, name: 'test', isFiltered: true }));
});
afterAll(async () => {
  await Promise.all([log.close(), filtered.close()]);
  await nc.close();
  await server.stop();
});

/** Publishes these bytes as the header block, followed by the final empty line. */
const publish = (subject: string, block: Uint8Array, payload: Uint8Array) =>
  nc.publish(subject, payload, {
    headers: Object.assign(headers(), { encode: () => Buffer.concat([block, Buffer.from('\r\n')]) }),
  });

const blockOf = ({ headers: own }: Message, ...lines: string[]): Buffer =>
  Buffer.from(['NATS/1.0', ...own.map(([name, value]) => `${name}: ${value}`), ...lines, ''].join('\r\n'));

/** Publishes and waits until the log contains all of them. */
async function store(
  messages: readonly { subject: string; block: Uint8Array; payload: Uint8Array }[],
): Promise<number> {
  const { last_seq } = await log.head();
  for (const { subject, block, payload } of messages) publish(subject, block, payload);
  await nc.flush();
  await waitUntil(async () => (await log.head()).last_seq === last_seq + messages.length, {
    what: 'all messages are stored',
  });
  return last_seq + 1;
}

const plain = (entries: readonly LogEntry[]) =>
  entries.map((entry) => ({ ...entry, payload: Buffer.from(entry.payload).toString('latin1') }));

describe("a stored message whose headers use a server's names", () => {
  it.each(APPENDED_NAMES)(
    'is read with its real sequence, subject and time, and keeps the header: %s',
    async (name) => {
      const job = newId();
      const message = messageOf('submitted', job);
      const first = await store([
        { ...message, block: blockOf(message, `${name}: x`) },
        { ...messageOf('attempt_claimed', job), block: blockOf(messageOf('attempt_claimed', job), `${name}: 1`) },
      ]);
      const read = await collect(log.read(jobFilter(job)));
      expect(read.map(({ seq, problem }) => [seq, problem])).toEqual([
        [first, null],
        [first + 1, null],
      ]);
      expect(read[0]!.headers).toContainEqual([name, 'x']);
      expect(Date.now() - Date.parse(read[0]!.stored_at)).toBeLessThan(600_000);
      expect(await log.lastSeq(life(job))).toBe(first + 1);
      expect(plain(await take(log.follow(jobFilter(job), { from: first }), 2))).toEqual(plain(read));
      expect(plain(await collect(filtered.read(jobFilter(job))))).toEqual(plain(read));
      expect(await filtered.lastSeq(life(job))).toBe(first + 1);
      expect(await log.ready()).toBe(true);
      expect(await filtered.ready()).toBe(true);
    },
  );
});

describe('a stored message with a status in its first line', () => {
  it.each(['404 Not Found', '204 EOB', '503', '100 Idle Heartbeat', '409 Consumer Deleted'])(
    'ends neither a page nor a follower: %s',
    async (status) => {
      const job = newId();
      const message = messageOf('submitted', job);
      const block = Buffer.from(blockOf(message).toString().replace('NATS/1.0', `NATS/1.0 ${status}`));
      const claimed = messageOf('attempt_claimed', job);
      const first = await store([
        { ...message, block },
        { ...claimed, block: blockOf(claimed) },
      ]);
      const next = first + 1;
      for (const reader of [log, filtered])
        expect((await collect(reader.read(jobFilter(job)))).map(({ seq }) => seq)).toEqual([first, next]);
      expect((await take(log.follow(jobFilter(job), { from: first }), 2)).map(({ seq }) => seq)).toEqual([first, next]);
    },
  );
});

describe('messages whose headers the client cannot read', () => {
  it('are equal entries in a page, for a follower, and after reseeding', async () => {
    const job = newId();
    const blocks = poisonMessages(job)
      .flatMap(([, { headers: own }]) => own.filter(([name]) => name === UNREADABLE_HEADERS))
      .map(([, block]) => Buffer.from(block, 'base64'));
    expect(blocks.length).toBeGreaterThan(8);
    const { subject, payload } = messageOf('submitted', job);
    const first = await store(blocks.map((block) => ({ subject, block, payload })));
    const read = await collect(log.read(jobFilter(job)));
    expect(read).toMatchObject(
      blocks.map((block, i) => ({
        seq: first + i,
        envelope: null,
        headers: [[UNREADABLE_HEADERS, block.toString('base64')]],
        problem: 'its headers cannot be read',
      })),
    );
    expect(plain(await take(log.follow(jobFilter(job), { from: first }), blocks.length))).toEqual(plain(read));
    expect(plain(await collect(filtered.read(jobFilter(job))))).toEqual(plain(read));
    expect(await log.lastSeq(life(job))).toBe(first + blocks.length - 1);
    const again = await startNats();
    const seeded = read.map((entry, i) => ({ ...entry, seq: i + 1 }));
    await seedStream({ servers: again.url, name: 'test' }, Readable.from(seeded));
    const { log: other } = await openJetStreamLog({ servers: again.url, name: 'test' });
    expect((await collect(other.read(EVERYTHING))).map((entry) => entry.headers)).toEqual(
      read.map((entry) => entry.headers),
    );
    await other.close();
    await again.stop();
  });
});

describe('generated header blocks', () => {
  it(`stop no reader, and read the same in every way (REPRISE_SEED=${String(seed)})`, async () => {
    const job = newId();
    const { subject, payload } = messageOf('task_completed', job);
    const blocks = fc.sample(anyBlock, { seed, numRuns: 3000 * scale });
    const first = await store(blocks.map((block) => ({ subject, block, payload })));
    const last = first + blocks.length - 1;
    const followed = plain(await take(log.follow(EVERYTHING, { from: first }), blocks.length));
    expect(followed).toHaveLength(blocks.length);
    expect(plain(await collect(log.read(EVERYTHING, { from: first })))).toEqual(followed);
    // Several filters are read page by page.
    expect(plain(await collect(log.read([jobFilter(job)])))).toEqual(followed);
    expect(plain(await collect(filtered.read(jobFilter(job))))).toEqual(followed);
    expect(await log.lastSeq(jobFilter(job))).toBe(last);
    expect(followed.filter(({ headers: [header] }) => header?.[0] === UNREADABLE_HEADERS).length).toBeGreaterThan(100);
  });
});
