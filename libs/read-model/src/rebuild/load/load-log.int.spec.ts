import { makeEvent, MemoryEventLog, type EventLog, type LogEntry } from '@reprise/event-log';
import { startPostgres, type TestServer } from '@reprise/testing';
import { pinClient } from '../../pinned-client.ts';
import { positionIn } from '../../projector/project.ts';
import { readPosition } from '../../projector/checkpoint.ts';
import { databaseOf } from '../../database.ts';
import { fork, type ReadModel } from '../../read-model.ts';
import { appendAll, emptyReadModel, entriesOf, projectAll } from '../../testing/projection.ts';
import { jobIdOf, newSeed, randomHistory } from '../../testing/random-history.ts';
import { digest } from '../digest.ts';
import { LogLoader } from './load-log.ts';

const seed = newSeed();
let postgres: TestServer;
beforeAll(async () => (postgres = await startPostgres()));
afterAll(() => postgres.stop());

/**
 * Loads the log in two steps, the audit table in parts of 500.
 * @returns the sequences up to which the audit table was readable in between, with its entries
 */
async function load(readModel: ReadModel, log: EventLog, middle: number): Promise<[number, number][]> {
  const { last_seq, created } = await log.head();
  await using one = await pinClient(postgres.url, 'load test');
  await using other = await pinClient(postgres.url, 'load test');
  await using pinned = await pinClient(postgres.url, 'load test');
  const loader = await LogLoader.into(readModel, [one.client, other.client, pinned.client]);
  const wrote = () => undefined;
  const found: Promise<[number, number]>[] = [];
  const stored = (seq: number) => found.push(entriesUpTo(readModel, seq).then((count) => [seq, count]));
  const half = await loader.load(log, await positionIn(readModel, created), { to: middle, wrote, stored, part: 500 });
  await loader.load(log, half, { to: last_seq, wrote, stored, part: 500 });
  return await Promise.all(found);
}

async function entriesUpTo(readModel: ReadModel, seq: number): Promise<number> {
  const audit = databaseOf(fork(readModel)).selectFrom('audit').where('seq', '<=', seq);
  return Number((await audit.select(({ fn }) => fn.countAll().as('count')).executeTakeFirstOrThrow()).count);
}

/** A log with repeated entries, some immediate, some much later. */
function withRepeats(entries: readonly LogEntry[], created: string): EventLog {
  const stored = [...entries.flatMap((entry, i) => (i % 70 === 3 ? [entry, entry] : [entry])), ...entries.slice(5, 30)];
  const renumbered = stored.map((entry, i): LogEntry => {
    const seq = i + 1;
    return { ...entry, seq, event: entry.event && { ...entry.event, seq } };
  });
  return {
    head: async () => ({ first_seq: 1, last_seq: renumbered.length, missing: 0, created }),
    read: async function* (_: string, { from = 1, to = Infinity } = {}) {
      yield* renumbered.filter(({ seq }) => seq >= from && seq <= to);
    },
  } as unknown as EventLog;
}

describe('loading a log', () => {
  it('returns the rows of a projection: for jobs that continue after their end, for texts and times of any kind, and for repeats', async () => {
    const history = randomHistory(seed, 300);
    const odd = 'tab\tline\nreturn\r back\\slash \\N \0 \ud800 "{}"';
    const about = { actor: 'ada \\ bo', source: '/reprise/test' };
    const times = ['2026-05-01T10:00:00.123456Z', '2026-05-01T10:00:00.1234565Z'];
    times.push('2026-05-01T10:00:59.9999999Z', '1970-01-01T00:00:00Z', '2999-12-31T23:59:59.999999Z');
    const ids = { correlation_id: 'c', causation_id: 'k' };
    const late = Array.from({ length: 40 }, (_, n) =>
      makeEvent(
        {
          type: 'rerun_requested',
          subject: jobIdOf(seed, n),
          data: { attempt: 9, reason: odd, params: { odd }, keep_work_dir: false },
        },
        { id: jobIdOf(seed + 1, n), time: times[n % times.length]!, ...about, ...ids },
      ),
    );
    const given = new MemoryEventLog();
    await appendAll(given, history);
    await appendAll(given, late);
    const log = withRepeats(await entriesOf(given), (await given.head()).created);
    const [loaded, projected] = [await emptyReadModel(postgres.url), await emptyReadModel(postgres.url)];
    const found = await load(loaded, log, 1700);
    await projectAll(projected, log);
    expect(await digest(loaded)).toEqual(await digest(projected));
    expect(await readPosition(databaseOf(fork(loaded)))).toEqual(await readPosition(databaseOf(fork(projected))));
    expect(found.slice(0, 2)).toEqual([
      [1000, 1000],
      [1700, 1700],
    ]);
    for (const [seq, entries] of found) expect(entries).toBe(seq);
    await loaded.close();
    await projected.close();
  });
});
