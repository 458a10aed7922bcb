import { jobFilter, jobKindFilter, queueFilter } from '@reprise/contracts';
import type { Message } from './codec/codec.ts';
import { StreamChangedError } from './errors.ts';
import { EVERYTHING, eventsOf, type EventLog, type LogEntry } from './event-log.ts';
import { newId } from './ids.ts';
import {
  claim,
  collect,
  context,
  life,
  priorityChange,
  seen,
  take,
  type LogUnderTest,
} from './log-under-test.fixture.ts';
import { makeEvent } from './make-event.ts';

/** Tests for the behaviour of `read` and `follow` that every adapter of the port must have. */
export function readingSuite(tried: () => LogUnderTest): void {
  describe('reading', () => {
    let log: EventLog;
    let job: string;
    let queue: string;
    beforeEach(() => {
      log = tried().log;
      job = newId();
      queue = `q-${newId()}`;
    });

    describe('what is stored', () => {
      it('is empty for a job without events', async () => {
        expect(await collect(log.read(jobFilter(job)))).toEqual([]);
        expect(await log.lastSeq(jobFilter(job))).toBe(0);
      });

      it('keeps what this release does not understand, with the reason', async () => {
        const { subject, headers, payload } = await template(log, job);
        const as = (type: string): Message['headers'] =>
          headers.map(([name, value]) => [name, name === 'ce-type' ? type : name === 'Nats-Msg-Id' ? newId() : value]);
        const planted = [
          [
            { subject: subject.replace(/[^.]+$/, 'teleported'), headers: as('reprise.job.teleported.v1') },
            'teleported',
          ],
          [{ headers: as('reprise.job.priority_changed.v7') }, 'version 7 is newer'],
          [{ payload: new TextEncoder().encode('{"from":0}') }, 'to: '],
          [{ payload: new TextEncoder().encode('not JSON') }, 'JSON'],
        ] as const;
        for (const [change, why] of planted) {
          const message = { subject, headers: as('reprise.job.priority_changed.v1'), payload, ...change };
          const seq = await tried().plant(message);
          const [entry] = await collect(log.read(jobFilter(job), { from: seq }));
          const envelope = 'payload' in change ? null : { subject: job, actor: 'admin' };
          expect(entry).toMatchObject({ seq, event: null, envelope });
          expect(entry!.problem).toContain(why);
          expect(new TextDecoder().decode(entry!.payload)).toBe(new TextDecoder().decode(message.payload));
          expect(entry!.headers).toEqual(message.headers);
        }
        const foreign = await tried().plant({ subject, headers: [['x', 'y']], payload: new Uint8Array() });
        expect(await collect(log.read(jobFilter(job), { from: foreign }))).toMatchObject([
          { envelope: null, event: null },
        ]);
        expect(await eventsOf(log.read(jobFilter(job)))).toHaveLength(1);
      });

      it('reads thousands in order, in parts, and under several filters', async () => {
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
        expect(ids(await collect(log.read(jobFilter(job), range)))).toEqual(
          events.slice(1100, 1200).map(({ id }) => id),
        );
        expect(await log.lastSeq(kinds)).toBe(seqs.at(-1));
      });

      it('refuses filters that can match the same event', async () => {
        const overlapping = [jobFilter(job), 'reprise.jobs.*.life.*'];
        await expect(collect(log.read(overlapping))).rejects.toThrow('must not overlap');
        await expect(log.lastSeq([])).rejects.toThrow('At least one');
      });
    });

    describe('following', () => {
      it('returns existing and then new entries, without gap or repeat', async () => {
        const first = (await log.append(priorityChange(job, 0))).seq;
        const followed = take(log.follow(life(job), { from: first }), 60);
        for (let i = 1; i < 60; i++) await log.append(priorityChange(job, i));
        expect((await followed).map(({ event }) => event?.data)).toEqual(
          Array.from({ length: 60 }, (_, to) => ({ from: 0, to, reason: null })),
        );
      });

      it('continues from a checkpoint in batches up to the maximum size', async () => {
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

      it('returns an entry exactly as a read does', async () => {
        await log.append(makeEvent({ type: 'unpaused', subject: job, data: { attempt: 1 } }, context()));
        const [followed] = await take(log.follow(jobFilter(job), { from: 1 }), 1);
        const [read] = await collect(log.read(jobFilter(job)));
        expect({ ...followed, payload: [...followed!.payload] }).toEqual({ ...read, payload: [...read!.payload] });
      });

      it('returns only what its filters match', async () => {
        const { last_seq } = await log.head();
        const followed = take(log.follow([life(job), queueFilter(queue)], { from: last_seq + 1 }), 2);
        await log.append(seen(job, 'not this'));
        const events = claim(job, queue, 'r1');
        for (const event of events) await log.append(event);
        expect((await followed).map(({ envelope }) => envelope?.id)).toEqual(events.map(({ id }) => id));
      });

      it('ends on request, waiting or not', async () => {
        const abort = new AbortController();
        const { last_seq } = await log.head();
        const waiting = take(log.follow(life(job), { from: last_seq + 1, signal: abort.signal }), 1);
        await log.ready();
        abort.abort();
        expect(await waiting).toEqual([]);
        expect(await take(log.follow(life(job), { from: 1, signal: abort.signal }), 1)).toEqual([]);
      });

      it('refuses to continue in another log, or beyond the end of this one', async () => {
        const { last_seq, created } = await log.head();
        const other = log.follow(EVERYTHING, { from: 1, created: '2001-01-01T00:00:00Z' });
        await expect(take(other, 1)).rejects.toThrow(StreamChangedError);
        const behind = log.follow(EVERYTHING, { from: last_seq + 2, created });
        await expect(take(behind, 1)).rejects.toThrow(StreamChangedError);
      });
    });
  });
}

/** A stored priority change of the job, as a template. */
async function template(log: EventLog, job: string): Promise<LogEntry> {
  await log.append(priorityChange(job));
  return (await collect(log.read(life(job))))[0]!;
}
