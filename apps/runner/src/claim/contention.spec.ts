import { MemoryEventLog } from '@reprise/event-log';
import { random, seed } from '@reprise/testing/random';
import { contend } from './contention.fixture.ts';

/** Below the number of slots that the runners use at least while large jobs are next, so that every seed reaches it. */
const LIMIT = 12;
const [RUNNERS, JOBS] = [8, 500];
const size = { slots: 4, cpus: 16, memory_bytes: 2 ** 34 };
/** Takes about twelve seconds on a busy machine. */
const MAX_MS = 300_000;

it(
  `never gives a job twice, nor more than the limit or a runner's slots (seed ${String(seed)})`,
  async () => {
    const log = new MemoryEventLog();
    const logs = Array.from({ length: RUNNERS }, () => log);
    const { claims, submitted, most, left } = await contend({
      logs,
      jobs: JOBS,
      limit: LIMIT,
      size,
      next: random(seed),
    });
    expect(claims).toHaveLength(JOBS);
    expect(new Set(claims)).toEqual(submitted);
    expect(most).toEqual({ attempts: LIMIT, slots: size.slots });
    expect(left.taken).toEqual([]);
  },
  MAX_MS,
);
