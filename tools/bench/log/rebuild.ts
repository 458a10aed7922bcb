import { DeliverPolicy, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { STREAM } from '@reprise/contracts';
import { openJetStreamLog } from '@reprise/event-log';
import { rebuild as rebuildTables } from '@reprise/read-model';
import pg from 'pg';
import type { Bench, Pair } from '../measure/measure.ts';
import { fillLog } from './fill-log.ts';
import { jobEvents } from './job-events.ts';
import { benchNats, benchPostgres, scratch } from '../servers/servers.ts';

const batchSize = 2000;

/** Found with `--cpu-prof` and the ticks of each process, 2026-11-28, with 84,000 events. */
const gap =
  'Of 86 µs of processor an event on both cores, Node takes 44 (decoding, folding, chain, bytes of COPY, and the garbage of all that), ' +
  'Postgres 36 (rows and their indexes, the comparison with the old tables, statistics) and nats-server 6: for nine tenths of the time, the rest waits for the one thread of Node that decodes and folds.';

/** Benchmark: rebuild of all tables from the log, compared with a plain copy of the events between two servers. */
export const rebuild =
  (jobs = 3000): Bench =>
  async (repetitions, say) => {
    await using folder = scratch();
    await using nats = await benchNats(folder.path);
    await using postgres = await benchPostgres(folder.path);
    const { log } = await openJetStreamLog({ servers: nats.url, name: 'bench' });
    try {
      const events = await fillLog(log, eventsOfJobs(jobs));
      say(`  ${String(events)} events of ${String(jobs)} jobs`);
      const pairs: Pair[] = [];
      for (let repetition = -1; repetition < repetitions; repetition += 1) {
        const { duration_ms } = await rebuildTables({ databaseUrl: postgres.url, log });
        const ours = (duration_ms * 1000) / events;
        const floor = (1000 * (await timeCopy(nats.url, postgres.url, events))) / events;
        if (repetition >= 0) pairs.push({ ours, floor });
      }
      return [
        {
          question: 'log',
          name: 'rebuild',
          ours: `all tables from ${String(events)} events: audit copy, jobs, attempts, tasks, indexes, swap`,
          floor: `an ordered consumer, and inserts of subject, headers and payload, ${String(batchSize)} a transaction`,
          unit: 'µs per event',
          pairs,
          gap,
        },
      ];
    } finally {
      await log.close();
    }
  };

function* eventsOfJobs(jobs: number) {
  for (let number = 0; number < jobs; number += 1) yield* jobEvents(number);
}

/** Returns the duration in milliseconds. */
async function timeCopy(natsUrl: string, databaseUrl: string, events: number): Promise<number> {
  const connection = await connect({ servers: natsUrl });
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const began = performance.now();
    await client.query(
      'create table bare (seq bigint primary key, subject text not null, headers text not null, payload bytea not null)',
    );
    const manager = await jetstreamManager(connection);
    await manager.streams.info(STREAM);
    const consumer = await jetstream(connection).consumers.get(STREAM, { deliver_policy: DeliverPolicy.All });
    const messages = await consumer.consume({ max_messages: batchSize });
    let [seqs, subjects, given, payloads]: [number[], string[], string[], Uint8Array[]] = [[], [], [], []];
    for await (const message of messages) {
      seqs.push(message.seq);
      subjects.push(message.subject);
      given.push(JSON.stringify([...(message.headers ?? [])]));
      payloads.push(message.data);
      if (seqs.length === batchSize || message.seq === events) {
        await client.query('insert into bare select * from unnest($1::bigint[], $2::text[], $3::text[], $4::bytea[])', [
          seqs,
          subjects,
          given,
          payloads,
        ]);
        [seqs, subjects, given, payloads] = [[], [], [], []];
      }
      if (message.seq === events) break;
    }
    const took = performance.now() - began;
    await client.query('drop table bare');
    return took;
  } finally {
    await client.end();
    await connection.close();
  }
}
