import { jobFilter, jobKindFilter, queueFilter, type AnyEvent } from '@reprise/contracts';
import { random, seed } from '@reprise/testing/random';
import type { Message } from './codec.ts';
import { ConflictError, InvalidEventError, LogUnavailableError, StreamChangedError } from './errors.ts';
import { EVERYTHING, eventsOf, type EventLog, type LogEntry } from './event-log.ts';
import { newId } from './ids.ts';
import { makeEvent, makeEvents, type Fact } from './make-event.ts';

/** Log under test; `plant` stores a message that the port would reject. */
export interface LogUnderTest {
  readonly log: EventLog;
  plant(message: Message): Promise<number>;
  stop(): Promise<void>;
}

export const context = () => ({
  id: newId(),
  time: new Date().toISOString(),
  actor: 'admin',
  source: '/reprise/test',
  correlation_id: newId(),
  causation_id: newId(),
});

export const priorityChange = (subject: string, to = 1) =>
  makeEvent({ type: 'priority_changed', subject, data: { from: 0, to, reason: null } }, context());

const seen = (subject: string, session_id: string) =>
  makeEvent({ type: 'session_observed', subject, data: { attempt: 1, session_id } }, context());

/** Events of a claim: a runner appends them to queue and job in one batch. */
export function claim(job_id: string, queue: string, runner_id: string): [AnyEvent, AnyEvent] {
  const facts: Fact[] = [
    { type: 'slot_taken', subject: queue, data: { job_id, attempt: 1, runner_id } },
    { type: 'attempt_claimed', subject: job_id, data: { attempt: 1, runner_id } },
  ];
  return makeEvents(facts, context()) as [AnyEvent, AnyEvent];
}

export const life = (jobId: string): string => jobKindFilter(jobId, 'life');

async function collect(entries: AsyncIterable<LogEntry>): Promise<LogEntry[]> {
  const all: LogEntry[] = [];
  for await (const entry of entries) all.push(entry);
  return all;
}

/** Returns the first `count` entries of a follower. */
export async function take(batches: AsyncIterable<LogEntry[]>, count: number): Promise<LogEntry[]> {
  const all: LogEntry[] = [];
  for await (const batch of batches) {
    all.push(...batch);
    if (all.length >= count) break;
  }
  return all;
}

/** Behaviour of every adapter of the port. */
export function eventLogSuite(open: () => Promise<LogUnderTest>): void {
  let tried: LogUnderTest;
  let log: EventLog;
  let job: string;
  let queue: string;

  beforeAll(async () => {
    tried = await open();
    log = tried.log;
  });
  afterAll(() => tried.stop());
  beforeEach(() => {
    job = newId();
    queue = `q-${newId()}`;
  });

  describe('appending', () => {
    it('gives an event back as it was, with its headers in order and its data byte for byte', async () => {
      const event = makeEvent(
        { type: 'cancel_requested', subject: job, data: { attempt: 1, reason: 'falsche Probe: "ß" 100 %' } },
        {
          ...context(),
          actor: 'Zoë Müller 😀',
          traceparent: '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01',
        },
      );
      const { seq, duplicate } = await log.append(event);
      expect(duplicate).toBe(false);
      const [entry] = await collect(log.read(jobFilter(job)));
      const { data, ...envelope } = event;
      expect(entry).toMatchObject({ seq, envelope, event: { ...event, seq }, problem: null });
      expect(entry!.subject).toBe(`reprise.jobs.${job}.life.cancel_requested`);
      expect(JSON.parse(new TextDecoder().decode(entry!.payload))).toEqual(data);
      expect(entry!.headers.slice(0, 12)).toEqual([
        ['Nats-Msg-Id', event.id],
        ['ce-specversion', '1.0'],
        ['ce-type', 'reprise.job.cancel_requested.v1'],
        ['ce-datacontenttype', 'application/json'],
        ['ce-id', event.id],
        ['ce-source', '/reprise/test'],
        ['ce-subject', job],
        ['ce-time', event.time],
        ['ce-actor', 'Zo%C3%AB%20M%C3%BCller%20%F0%9F%98%80'],
        ['ce-correlationid', event.correlation_id],
        ['ce-causationid', event.causation_id],
        ['traceparent', event.traceparent],
      ]);
    });

    it('refuses what is not in the catalog exactly so, and stores nothing of it', async () => {
      const event = priorityChange(job);
      const refused = [
        [{ ...event, type: 'teleported' }, 'Unknown event type: teleported'],
        [{ ...event, type: 'toString' }, 'Unknown event type'],
        [{ ...event, version: 2 }, 'version 2 is not the current 1'],
        [{ ...event, data: { from: 0, to: 'high', reason: null } }, 'to: '],
        [{ ...event, data: { from: 0, to: 1, reason: null, colour: 'red' } }, 'colour'],
        [{ ...event, id: 'e1' }, 'id: '],
        [{ ...event, time: 'yesterday' }, 'time: '],
        [{ ...event, subject: '*' }, 'priority_changed: '],
        [{ ...event, data: { from: 0, to: 1, reason: 'x'.repeat(256 * 1024) } }, 'at most 262144'],
      ] as const;
      for (const [wrong, why] of refused) {
        const appending = log.append(wrong as unknown as AnyEvent);
        await expect(appending).rejects.toThrow(InvalidEventError);
        await expect(appending).rejects.toThrow(why);
      }
      expect(await collect(log.read(jobFilter(job)))).toEqual([]);
    });

    it('takes the largest event allowed', async () => {
      const reason = 'x'.repeat(256 * 1024 - '{"from":0,"to":1,"reason":""}'.length);
      const event = makeEvent({ type: 'priority_changed', subject: job, data: { from: 0, to: 1, reason } }, context());
      await expect(log.append(event)).resolves.toMatchObject({ duplicate: false });
    });
  });

  describe('expecting', () => {
    it('appends when nothing came in between, and is a conflict otherwise', async () => {
      const first = await log.append(priorityChange(job), { filter: life(job), seq: 0 });
      await log.append(seen(job, 'events under other filters do not matter'));
      const second = await log.append(priorityChange(job), { filter: life(job), seq: first.seq });
      for (const seq of [0, first.seq, second.seq + 1]) {
        await expect(log.append(priorityChange(job), { filter: life(job), seq })).rejects.toThrow(ConflictError);
      }
      expect(await log.lastSeq(life(job))).toBe(second.seq);
    });

    it('refuses an expectation that would guard nothing', async () => {
      const elsewhere = { filter: life(newId()), seq: 0 };
      await expect(log.append(priorityChange(job), elsewhere)).rejects.toThrow('does not cover');
      const expected = { filter: life(job), seq: 0 };
      const twice = [priorityChange(job), priorityChange(job)].map((event) => ({ event, expected }));
      await expect(log.appendAtomic(twice)).rejects.toThrow('Two expectations');
      expect(await log.lastSeq(jobFilter(job))).toBe(0);
    });
  });

  describe('a batch', () => {
    it('stores all of a claim, next to each other', async () => {
      const [taken, claimed] = claim(job, queue, 'r1');
      const { seqs } = await log.appendAtomic([
        { event: taken, expected: { filter: queueFilter(queue), seq: 0 } },
        { event: claimed, expected: { filter: life(job), seq: 0 } },
      ]);
      expect(seqs[1]).toBe(seqs[0]! + 1);
      const stored = await eventsOf(log.read([queueFilter(queue), jobFilter(job)]));
      expect(stored.map(({ id, seq }) => [id, seq])).toEqual([
        [taken.id, seqs[0]],
        [claimed.id, seqs[1]],
      ]);
    });

    it.each(['queue', 'job'] as const)('stores nothing of a claim when the %s has moved on', async (stale) => {
      const [taken, claimed] = claim(job, queue, 'r1');
      const before =
        stale === 'job' ? await log.append(priorityChange(job)) : await log.append(claim(newId(), queue, 'r2')[0]);
      const claiming = log.appendAtomic([
        { event: taken, expected: { filter: queueFilter(queue), seq: 0 } },
        { event: claimed, expected: { filter: life(job), seq: 0 } },
      ]);
      await expect(claiming).rejects.toThrow(ConflictError);
      expect(await log.lastSeq([queueFilter(queue), jobFilter(job)])).toBe(before.seq);
    });

    it('checks an expectation against the log as it was before the batch', async () => {
      const [requested, cancelled] = [priorityChange(job, 1), priorityChange(job, 2)];
      await log.appendAtomic([{ event: requested, expected: { filter: life(job), seq: 0 } }, { event: cancelled }]);
      expect(await eventsOf(log.read(life(job)))).toMatchObject([{ id: requested.id }, { id: cancelled.id }]);
    });

    it('cannot be empty, and cannot name one event twice', async () => {
      const event = priorityChange(job);
      await expect(log.appendAtomic([])).rejects.toThrow(InvalidEventError);
      await expect(log.appendAtomic([{ event }, { event }])).rejects.toThrow(InvalidEventError);
    });

    it(`lets exactly one of eight claimers win, round after round (REPRISE_SEED=${String(seed)})`, async () => {
      const next = random(seed);
      let queueSeq = 0;
      for (let round = 0; round < 25; round++) {
        const contested = newId();
        const racers = Array.from({ length: 8 }, async (_, i) => {
          for (let pause = Math.floor(next() * 4); pause > 0; pause--) await new Promise(setImmediate);
          const [taken, claimed] = claim(contested, queue, `r${String(i)}`);
          const { seqs } = await log.appendAtomic([
            { event: taken, expected: { filter: queueFilter(queue), seq: queueSeq } },
            { event: claimed, expected: { filter: life(contested), seq: 0 } },
          ]);
          return seqs[0]!;
        });
        const ends = await Promise.allSettled(racers);
        const won = ends.filter((end) => end.status === 'fulfilled');
        const lost = ends.filter((end) => end.status === 'rejected').map((end): unknown => end.reason);
        expect(won).toHaveLength(1);
        expect(lost.every((reason) => reason instanceof ConflictError)).toBe(true);
        expect(await eventsOf(log.read(jobFilter(contested)))).toHaveLength(1);
        queueSeq = won[0]!.value;
      }
      expect(await eventsOf(log.read(queueFilter(queue)))).toHaveLength(25);
    });
  });

  describe('the same id again', () => {
    it('is one event, answered with the first sequence', async () => {
      const event = priorityChange(job);
      const { seq } = await log.append(event);
      expect(await log.append(event)).toEqual({ seq, duplicate: true });
      expect(await eventsOf(log.read(jobFilter(job)))).toHaveLength(1);
    });

    it('is no conflict, though its expectation is stale by now', async () => {
      const event = priorityChange(job);
      const expected = { filter: life(job), seq: 0 };
      const { seq } = await log.append(event, expected);
      await log.append(priorityChange(job));
      expect(await log.append(event, expected)).toEqual({ seq, duplicate: true });
      expect(await eventsOf(log.read(jobFilter(job)))).toHaveLength(2);
    });

    it.each([true, false])('is one batch (with expectations: %s)', async (guarded) => {
      const [taken, claimed] = claim(job, queue, 'r1');
      const entries = guarded
        ? [
            { event: taken, expected: { filter: queueFilter(queue), seq: 0 } },
            { event: claimed, expected: { filter: life(job), seq: 0 } },
          ]
        : [{ event: taken }, { event: claimed }];
      const { seqs } = await log.appendAtomic(entries);
      await log.append(priorityChange(job));
      expect(await log.appendAtomic(entries)).toEqual({ seqs, duplicate: true });
      expect(await eventsOf(log.read([jobFilter(job), queueFilter(queue)]))).toHaveLength(3);
    });

    it('cannot hide in a batch of new events', async () => {
      const old = priorityChange(job);
      await log.append(old);
      const mixed = [{ event: priorityChange(job) }, { event: old }];
      await expect(log.appendAtomic(mixed)).rejects.toThrow(InvalidEventError);
      expect(await eventsOf(log.read(jobFilter(job)))).toHaveLength(1);
    });
  });

  describe('reading', () => {
    it('is empty for a job without events', async () => {
      expect(await collect(log.read(jobFilter(job)))).toEqual([]);
      expect(await log.lastSeq(jobFilter(job))).toBe(0);
    });

    it('keeps what this release does not understand, and says why', async () => {
      const { subject, headers, payload } = await template(log, job);
      const as = (type: string): Message['headers'] =>
        headers.map(([name, value]) => [name, name === 'ce-type' ? type : name === 'Nats-Msg-Id' ? newId() : value]);
      const planted = [
        [{ subject: subject.replace(/[^.]+$/, 'teleported'), headers: as('reprise.job.teleported.v1') }, 'teleported'],
        [{ headers: as('reprise.job.priority_changed.v7') }, 'version 7 is newer'],
        [{ payload: new TextEncoder().encode('{"from":0}') }, 'to: '],
        [{ payload: new TextEncoder().encode('not JSON') }, 'JSON'],
      ] as const;
      for (const [change, why] of planted) {
        const message = { subject, headers: as('reprise.job.priority_changed.v1'), payload, ...change };
        const seq = await tried.plant(message);
        const [entry] = await collect(log.read(jobFilter(job), { from: seq }));
        const envelope = 'payload' in change ? null : { subject: job, actor: 'admin' };
        expect(entry).toMatchObject({ seq, event: null, envelope });
        expect(entry!.problem).toContain(why);
        expect(new TextDecoder().decode(entry!.payload)).toBe(new TextDecoder().decode(message.payload));
        expect(entry!.headers).toEqual(message.headers);
      }
      const foreign = await tried.plant({ subject, headers: [['x', 'y']], payload: new Uint8Array() });
      expect(await collect(log.read(jobFilter(job), { from: foreign }))).toMatchObject([
        { envelope: null, event: null },
      ]);
      expect(await eventsOf(log.read(jobFilter(job)))).toHaveLength(1);
    });

    it('reads thousands in order, in parts, and under several filters at once', async () => {
      const count = 2300;
      const events = Array.from({ length: count }, (_, i) =>
        i % 5 === 0 ? priorityChange(job, i) : seen(job, String(i)),
      );
      const seqs: number[] = [];
      for (let i = 0; i < count; i += 500) {
        const part = events.slice(i, i + 500).map((event) => ({ event }));
        seqs.push(...(await log.appendAtomic(part)).seqs);
      }
      const ids = (entries: LogEntry[]) => entries.map(({ envelope }) => envelope?.id);
      expect(ids(await collect(log.read(jobFilter(job))))).toEqual(events.map(({ id }) => id));
      const kinds = [jobKindFilter(job, 'task'), life(job)];
      expect(ids(await collect(log.read(kinds)))).toEqual(events.map(({ id }) => id));
      const range = { from: seqs[1100]!, to: seqs[1199]! };
      expect(ids(await collect(log.read(jobFilter(job), range)))).toEqual(events.slice(1100, 1200).map(({ id }) => id));
      expect(await log.lastSeq(kinds)).toBe(seqs.at(-1));
    });

    it('refuses filters that can hold the same event', async () => {
      const overlapping = [jobFilter(job), 'reprise.jobs.*.life.*'];
      await expect(collect(log.read(overlapping))).rejects.toThrow('must not overlap');
      await expect(log.lastSeq([])).rejects.toThrow('At least one');
    });
  });

  describe('following', () => {
    it('gives what is there and then what comes, without gap or repeat', async () => {
      const first = (await log.append(priorityChange(job, 0))).seq;
      const followed = take(log.follow(life(job), { from: first }), 60);
      for (let i = 1; i < 60; i++) await log.append(priorityChange(job, i));
      expect((await followed).map(({ event }) => event?.data)).toEqual(
        Array.from({ length: 60 }, (_, to) => ({ from: 0, to, reason: null })),
      );
    });

    it('goes on from a checkpoint in batches no larger than wanted', async () => {
      const entries = Array.from({ length: 250 }, (_, i) => ({ event: priorityChange(job, i) }));
      const { seqs } = await log.appendAtomic(entries);
      const { created } = await log.head();
      const sizes: number[] = [];
      const batches = log.follow(life(job), { from: seqs[99]! + 1, created, maxBatch: 40, lingerMs: 20 });
      let last = seqs[99]!;
      for await (const batch of batches) {
        for (const { seq } of batch) expect(seq).toBe(++last);
        sizes.push(batch.length);
        if (last === seqs.at(-1)) break;
      }
      expect(Math.max(...sizes)).toBeLessThanOrEqual(40);
      expect(sizes.reduce((a, b) => a + b)).toBe(150);
    });

    it('gives an entry just as reading it does', async () => {
      await log.append(makeEvent({ type: 'unpaused', subject: job, data: { attempt: 1 } }, context()));
      const [followed] = await take(log.follow(jobFilter(job), { from: 1 }), 1);
      const [read] = await collect(log.read(jobFilter(job)));
      expect({ ...followed, payload: [...followed!.payload] }).toEqual({ ...read, payload: [...read!.payload] });
    });

    it('sees only what is under its filters', async () => {
      const { last_seq } = await log.head();
      const followed = take(log.follow([life(job), queueFilter(queue)], { from: last_seq + 1 }), 2);
      await log.append(seen(job, 'not this'));
      const events = claim(job, queue, 'r1');
      for (const event of events) await log.append(event);
      expect((await followed).map(({ envelope }) => envelope?.id)).toEqual(events.map(({ id }) => id));
    });

    it('ends when told to, waiting or not', async () => {
      const abort = new AbortController();
      const { last_seq } = await log.head();
      const waiting = take(log.follow(life(job), { from: last_seq + 1, signal: abort.signal }), 1);
      await log.ready();
      abort.abort();
      expect(await waiting).toEqual([]);
      expect(await take(log.follow(life(job), { from: 1, signal: abort.signal }), 1)).toEqual([]);
    });

    it('refuses to go on in another log, or behind the end of this one', async () => {
      const { last_seq, created } = await log.head();
      const other = log.follow(EVERYTHING, { from: 1, created: '2001-01-01T00:00:00Z' });
      await expect(take(other, 1)).rejects.toThrow(StreamChangedError);
      const behind = log.follow(EVERYTHING, { from: last_seq + 2, created });
      await expect(take(behind, 1)).rejects.toThrow(StreamChangedError);
    });
  });

  it('knows its head', async () => {
    const { seq } = await log.append(priorityChange(job));
    const head = await log.head();
    expect(head).toMatchObject({ first_seq: 1, last_seq: seq });
    expect(Date.parse(head.created)).toBeLessThanOrEqual(Date.now());
  });

  it('says when it is closed, and takes nothing then', async () => {
    const other = await open();
    const told: string[] = [];
    other.log.onConnection((connection) => told.push(connection));
    expect(await other.log.ready()).toBe(true);
    await other.log.close();
    expect(await other.log.ready()).toBe(false);
    await expect(other.log.append(priorityChange(job))).rejects.toThrow(LogUnavailableError);
    expect(told).toEqual(['closed']);
    await other.stop();
  });
}

/** A stored priority change of the job, to be varied. */
async function template(log: EventLog, job: string): Promise<LogEntry> {
  await log.append(priorityChange(job));
  return (await collect(log.read(life(job))))[0]!;
}
