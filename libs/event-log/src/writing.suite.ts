import { jobFilter, queueFilter, type AnyEvent } from '@reprise/contracts';
import { random, seed } from '@reprise/testing/random';
import { ConflictError, InvalidEventError } from './errors.ts';
import { eventsOf, type EventLog } from './event-log.ts';
import { newId } from './ids.ts';
import { claim, collect, context, life, priorityChange, seen, type LogUnderTest } from './log-under-test.fixture.ts';
import { makeEvent } from './make-event.ts';

/** Tests for the behaviour of `append` and `appendAtomic` that every adapter of the port must have. */
export function writingSuite(tried: () => LogUnderTest): void {
  describe('writing', () => {
    let log: EventLog;
    let job: string;
    let queue: string;
    beforeEach(() => {
      log = tried().log;
      job = newId();
      queue = `q-${newId()}`;
    });

    describe('appending', () => {
      it('returns an event unchanged, with its headers in order and its data byte for byte', async () => {
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

      it('refuses an event that does not match the catalog exactly, and stores nothing', async () => {
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

      it('accepts the largest event allowed', async () => {
        const reason = 'x'.repeat(256 * 1024 - '{"from":0,"to":1,"reason":""}'.length);
        const event = makeEvent(
          { type: 'priority_changed', subject: job, data: { from: 0, to: 1, reason } },
          context(),
        );
        await expect(log.append(event)).resolves.toMatchObject({ duplicate: false });
      });
    });

    describe('expecting', () => {
      it('appends if no event came in between, and is a conflict otherwise', async () => {
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
      it('stores all events of a claim, next to each other', async () => {
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

      it.each(['queue', 'job'] as const)('stores nothing of a claim if the %s has moved on', async (stale) => {
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

      it('is no conflict, although its expectation has become stale', async () => {
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

      it('cannot be hidden in a batch of new events', async () => {
        const old = priorityChange(job);
        await log.append(old);
        const mixed = [{ event: priorityChange(job) }, { event: old }];
        await expect(log.appendAtomic(mixed)).rejects.toThrow(InvalidEventError);
        expect(await eventsOf(log.read(jobFilter(job)))).toHaveLength(1);
      });
    });
  });
}
