import { isLifecycle, isQueueEvent } from '@reprise/contracts';
import { eventsOf, EVERYTHING, MemoryEventLog, newId } from '@reprise/event-log';
import { emptyQueue, evolveQueue, slotsFor, type QueueState } from '@reprise/job';
import { random, seed } from '@reprise/testing/random';
import { failAttempt } from '../attempt/fail-attempt.ts';
import { Leases } from '../heartbeat/leases.ts';
import { runnerOn, tell, type CommandingRunner } from '../state/runner-commands.fixture.ts';
import { claimAttempts } from './claim-attempts.ts';

/** Below what the runners hold at the least while large jobs are next, so that every seed comes to it. */
const LIMIT = 12;
const [RUNNERS, JOBS] = [8, 500];
const SIZE = { slots: 4, cpus: 16, memory_bytes: 2 ** 34 };
const next = random(seed);
const below = (n: number) => Math.floor(next() * n);

/** Submits a job of one of three people, in four some larger than a slot, up to a whole runner. */
async function submit(log: MemoryEventLog): Promise<string> {
  const subject = newId();
  const resources = below(4) === 0 ? { resources: { cpus: 1 + below(16) } } : {};
  const named = { sample_name: 'S', pipeline: 'wes', pipeline_revision: 'r', params: {}, inputs: [], reason: null };
  await tell(log, {
    ...{ type: 'submitted', subject },
    data: { ...named, ...resources, queue: 'default', priority: below(3) },
  });
  return subject;
}

/** Claims, and ends some of what it holds, until the log says that all is over. */
async function work({ name, cache, commands }: CommandingRunner, isOver: () => boolean): Promise<void> {
  const leases = new Leases({ runnerId: name, leaseMs: 15_000, now: 0 });
  while (!isOver()) {
    await claimAttempts(cache, commands, leases, { runnerId: name, storageId: 's', size: SIZE });
    const held = cache.openJobs().filter((job) => job.claimed_by === name);
    for (const job of held)
      if (below(2) === 0) await commands.handle(job.job_id, failAttempt(job.attempt, 'start_failed', 'for the test'));
    await new Promise(setImmediate);
  }
}

it(`never gives a job twice, nor more than the limit or a runner's slots (seed ${String(seed)})`, async () => {
  const log = new MemoryEventLog();
  await tell(log, {
    ...{ type: 'concurrency_limit_changed', subject: 'default' },
    data: { from: null, to: LIMIT, reason: null },
  });
  const jobs = new Set<string>();
  for (let n = 0; n < JOBS; n++) jobs.add(await submit(log));
  const runners = await Promise.all(Array.from({ length: RUNNERS }, (_, n) => runnerOn(log, `runner-${String(n)}`)));
  const isOver = () => runners.every(({ cache }) => cache.openJobs().length === 0);
  await Promise.all(runners.map((runner) => work(runner, isOver)));
  for (const { stop } of runners) stop();

  const claims: string[] = [];
  const sizes = new Map<string, number>();
  let queue: QueueState = emptyQueue;
  const most = { attempts: 0, slots: 0 };
  for (const event of await eventsOf(log.read(EVERYTHING))) {
    if (isQueueEvent(event)) queue = evolveQueue(queue, event);
    else if (isLifecycle(event) && event.type === 'submitted')
      sizes.set(event.subject, slotsFor(event.data.resources, SIZE));
    else if (isLifecycle(event) && event.type === 'attempt_claimed') claims.push(event.subject);
    const held = new Map<string, number>();
    for (const { runner_id, job_id } of queue.taken)
      held.set(runner_id, (held.get(runner_id) ?? 0) + sizes.get(job_id)!);
    most.attempts = Math.max(most.attempts, queue.taken.length);
    most.slots = Math.max(most.slots, ...held.values());
  }
  expect(claims).toHaveLength(JOBS);
  expect(new Set(claims)).toEqual(jobs);
  expect(most).toEqual({ attempts: LIMIT, slots: SIZE.slots });
  expect(queue.taken).toEqual([]);
});
