import { jetstream, jetstreamManager, type JetStreamClient } from '@nats-io/jetstream';
import { connect, headers } from '@nats-io/transport-node';
import { jobKindFilter, STREAM, type AnyEvent } from '@reprise/contracts';
import { newId, openJetStreamLog, type EventLog, type LogEntry } from '@reprise/event-log';
import type { Bench, Pair } from '../measure/measure.ts';
import { jobEvents } from './job-events.ts';
import { benchNats, scratch } from '../servers/servers.ts';
import { spreadOf } from '../measure/statistics.ts';

const bare = 'BARE';

/**
 * Benchmark: sequential appends with an expected sequence, synced to disk, through the event log and directly through
 * the NATS client.
 */
export const append =
  (each = 200): Bench =>
  async (repetitions) => {
    await using folder = scratch();
    await using nats = await benchNats(folder.path);
    const { log } = await openJetStreamLog({ servers: nats.url, name: 'bench' });
    const connection = await connect({ servers: nats.url });
    try {
      const manager = await jetstreamManager(connection);
      const { config } = await manager.streams.info(STREAM);
      await manager.streams.add({ ...config, name: bare, subjects: ['bare.>'] });
      const pairs: Pair[] = [];
      for (let repetition = -1; repetition < repetitions; repetition += 1) {
        const events = taskEvents(each);
        const ours = await timeLog(log, events);
        const floor = await timeBare(jetstream(connection), await storedOf(log, events));
        // The first repetition is a warm-up.
        if (repetition >= 0) pairs.push({ ours, floor });
      }
      return [
        {
          question: 'log',
          name: 'append',
          ours: `EventLog.append, one after another, median of ${String(each)}`,
          floor: 'js.publish of the same bytes, headers and expectation, to a stream of the same kind',
          unit: 'µs per event',
          pairs,
          gap: 'The difference: each event is checked against its schema and bounds, and encoded, in 10 to 35 µs. The bare way gets it encoded.',
        },
      ];
    } finally {
      await log.close();
      await connection.close();
    }
  };

/** Returns this number of task events of one job. */
function taskEvents(count: number): AnyEvent[] {
  const task = jobEvents(0).filter(({ type }) => type.startsWith('task_'));
  return Array.from({ length: count }, (_, index) => ({ ...task[index % task.length], id: newId() }) as AnyEvent);
}

async function timeLog(log: EventLog, events: readonly AnyEvent[]): Promise<number> {
  const times: number[] = [];
  let seq = 0;
  for (const event of events) {
    const began = performance.now();
    ({ seq } = await log.append(event, { filter: jobKindFilter(event.subject, 'task'), seq }));
    times.push((performance.now() - began) * 1000);
  }
  return spreadOf(times).median;
}

async function storedOf(log: EventLog, events: readonly AnyEvent[]): Promise<LogEntry[]> {
  const stored: LogEntry[] = [];
  for await (const entry of log.read(jobKindFilter(events[0]?.subject ?? '', 'task'))) stored.push(entry);
  return stored;
}

async function timeBare(js: JetStreamClient, stored: readonly LogEntry[]): Promise<number> {
  const job = newId();
  const times: number[] = [];
  let seq = 0;
  for (const { subject, headers: kept, payload } of stored) {
    const type = subject.slice(subject.lastIndexOf('.') + 1);
    const began = performance.now();
    const given = headers();
    for (const [name, value] of kept) if (!name.startsWith('Nats-')) given.append(name, value);
    const expect = { lastSubjectSequence: seq, lastSubjectSequenceSubject: `bare.${job}.*` };
    ({ seq } = await js.publish(`bare.${job}.${type}`, payload, { msgID: newId(), headers: given, expect }));
    times.push((performance.now() - began) * 1000);
  }
  return spreadOf(times).median;
}
