import { openJetStreamLog, type EventLog } from '@reprise/event-log';
import { startNats, type TestServer } from '@reprise/testing';
import { random, scale, seed } from '@reprise/testing/random';
import { contend } from './contention.fixture.ts';

const [RUNNERS, JOBS, LIMIT] = [8, 60 * scale, 12];
const size = { slots: 4, cpus: 16, memory_bytes: 2 ** 34 };
const MAX_MS = 300_000 * scale;

describe('runners that race for jobs over JetStream', () => {
  let server: TestServer;
  let logs: EventLog[];
  beforeAll(async () => {
    server = await startNats();
    const { log: first } = await openJetStreamLog({ servers: server.url, name: 'runner-0', isFiltered: true });
    const others = Array.from({ length: RUNNERS - 1 }, async (_, n) =>
      openJetStreamLog({ servers: server.url, name: `runner-${String(n + 1)}`, isFiltered: true }),
    );
    logs = [first, ...(await Promise.all(others)).map(({ log }) => log)];
  });
  afterAll(async () => {
    for (const log of logs) await log.close();
    await server.stop();
  });

  it(
    `never get a job twice, nor more than the limit or their slots (seed ${String(seed)})`,
    async () => {
      const outcome = await contend({ logs, jobs: JOBS, limit: LIMIT, size, next: random(seed) });
      expect(outcome.claims).toHaveLength(JOBS);
      expect(new Set(outcome.claims)).toEqual(outcome.submitted);
      // Races sometimes leave slots free, so the limits may not be reached, but they are never exceeded.
      expect(outcome.most.attempts).toBeLessThanOrEqual(LIMIT);
      expect(outcome.most.slots).toBeLessThanOrEqual(size.slots);
      expect(outcome.left.taken).toEqual([]);
    },
    MAX_MS,
  );
});
