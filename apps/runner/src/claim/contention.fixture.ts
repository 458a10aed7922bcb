import { isLifecycle, isQueueEvent } from '@reprise/contracts';
import { eventsOf, EVERYTHING, newId, type EventLog } from '@reprise/event-log';
import { emptyQueue, evolveQueue, slotsFor, type QueueState, type RunnerSize } from '@reprise/job';
import { failAttempt } from '../attempt/fail-attempt.ts';
import { Leases } from '../state/leases.ts';
import { runnerOn, tell, type CommandingRunner } from '../state/runner-commands.fixture.ts';
import { claimAttempts } from './claim-attempts.ts';

export interface Contest {
  /** Logs of the runners. Each has its own connection to the shared log. */
  readonly logs: readonly EventLog[];
  readonly jobs: number;
  /** Limit of the queue. */
  readonly limit: number;
  readonly size: RunnerSize;
  /** Seeded random number from 0 to 1. */
  readonly next: () => number;
}

export interface Outcome {
  readonly submitted: ReadonlySet<string>;
  /** Jobs in claim order. */
  readonly claims: readonly string[];
  /** Highest number of concurrent attempts in the queue, and of slots per runner. */
  readonly most: { readonly attempts: number; readonly slots: number };
  readonly left: QueueState;
}

/**
 * Lets runners compete for the jobs in a queue until all jobs are done. Each runner ends some of its own jobs. Then
 * reads the log.
 */
export async function contend(contest: Contest): Promise<Outcome> {
  const { logs, jobs, limit, size } = contest;
  const log = logs[0]!;
  await tell(log, {
    type: 'concurrency_limit_changed',
    subject: 'default',
    data: { from: null, to: limit, reason: null },
  });
  const submitted = new Set<string>();
  for (let n = 0; n < jobs; n++) submitted.add(await submit(log, contest));
  const runners = await Promise.all(logs.map((each, n) => runnerOn(each, `runner-${String(n)}`)));
  const isOver = () => runners.every(({ cache }) => cache.openJobs().length === 0);
  await Promise.all(runners.map((runner) => work(runner, contest, isOver)));
  for (const { stop } of runners) stop();
  return { submitted, ...(await outcomeOf(log, size)) };
}

const below = ({ next }: Contest, n: number): number => Math.floor(next() * n);

/** Submits a job. One job in four is larger than a slot, up to a whole runner. */
async function submit(log: EventLog, contest: Contest): Promise<string> {
  const subject = newId();
  const resources = below(contest, 4) === 0 ? { resources: { cpus: 1 + below(contest, contest.size.cpus) } } : {};
  const named = { sample_name: 'S', pipeline: 'wes', pipeline_revision: 'r', params: {}, inputs: [], reason: null };
  await tell(log, {
    type: 'submitted',
    subject,
    data: { ...named, ...resources, queue: 'default', priority: below(contest, 3) },
  });
  return subject;
}

/** Claims jobs and ends some of them until the log shows that all are done. */
async function work(
  { name, cache, commands }: CommandingRunner,
  contest: Contest,
  isOver: () => boolean,
): Promise<void> {
  const leases = new Leases({ runnerId: name, leaseMs: 15_000, now: 0 });
  while (!isOver()) {
    await claimAttempts(cache, commands, leases, {
      runnerId: name,
      storageId: 's',
      size: contest.size,
      versions: ['24.10.0'],
    });
    const held = cache.openJobs().filter((job) => job.claimed_by === name);
    for (const job of held)
      if (below(contest, 2) === 0)
        await commands.handle(job.job_id, failAttempt(job.attempt, 'start_failed', 'for the test'));
    await new Promise(setImmediate);
  }
}

async function outcomeOf(log: EventLog, size: RunnerSize): Promise<Omit<Outcome, 'submitted'>> {
  const claims: string[] = [];
  const sizes = new Map<string, number>();
  let left: QueueState = emptyQueue;
  const most = { attempts: 0, slots: 0 };
  for (const event of await eventsOf(log.read(EVERYTHING))) {
    if (isQueueEvent(event)) left = evolveQueue(left, event);
    else if (isLifecycle(event) && event.type === 'submitted')
      sizes.set(event.subject, slotsFor(event.data.resources, size));
    else if (isLifecycle(event) && event.type === 'attempt_claimed') claims.push(event.subject);
    const held = new Map<string, number>();
    for (const { runner_id, job_id } of left.taken)
      held.set(runner_id, (held.get(runner_id) ?? 0) + sizes.get(job_id)!);
    most.attempts = Math.max(most.attempts, left.taken.length);
    most.slots = Math.max(most.slots, ...held.values());
  }
  return { claims, most, left };
}
