import { GATEWAY_SOURCE, jobFilter, MACHINE_ACTOR, queueFilter } from '@reprise/contracts';
import { eventsOf, MemoryEventLog } from '@reprise/event-log';
import { unusedQueue, type JobCommand } from '@reprise/job';
import { aJob, contextOf, storeOver, watchedStates } from './job-store.fixture.ts';
import { JobStore } from './job-store.ts';
import { QueueStore } from './queue-store.ts';

let log: MemoryEventLog;
beforeEach(() => {
  log = new MemoryEventLog();
});
const succeed: JobCommand = { name: 'succeed', attempt: 1, exit_code: 0, duration_ms: 1, outputs: [] };
const slots = async () => (await eventsOf(log.read(queueFilter('default')))).map(({ type }) => type);

describe('a slot of a queue', () => {
  const claim = (jobId: string, more: object = {}) =>
    storeOver(log).handle(jobId, { name: 'claim', attempt: 1, runner_id: 'a', ...more }, contextOf());
  const taken = async () => (await eventsOf(log.read(queueFilter('default')))).map(({ data }) => data);

  it("has the runner's width, and belongs to the attempt and the runner", async () => {
    const [wide, plain] = [await aJob(log), await aJob(log)];
    await claim(wide.id, { slots: 4 });
    await claim(plain.id);
    expect(await taken()).toEqual([
      { job_id: wide.id, attempt: 1, runner_id: 'a', slots: 4 },
      { job_id: plain.id, attempt: 1, runner_id: 'a' },
    ]);
  });

  it('is refused by a paused queue, and the claim with it', async () => {
    const job = await aJob(log);
    const { states } = watchedStates(log);
    const byGateway = contextOf({ source: GATEWAY_SOURCE, actor: MACHINE_ACTOR });
    await new QueueStore(log, states).handle('default', { name: 'pause_queue', reason: null }, byGateway);
    expect(await claim(job.id)).toEqual({
      outcome: 'refused',
      code: 'queue_paused',
      detail: 'The queue is paused.',
      last_seq: null,
      repeated: false,
    });
    expect(await job.types()).toEqual(['submitted']);
  });

  it('is released by the ending of its attempt, and by nothing before', async () => {
    const [job, other] = [await aJob(log), await aJob(log)];
    await other.claim();
    await job.start();
    expect(await slots()).toEqual(['slot_taken', 'slot_taken']);
    const ended = await job.succeed();
    expect((await taken()).at(-1)).toEqual({ job_id: job.id, attempt: 1, runner_id: 'a' });
    const last = (await eventsOf(log.read(jobFilter(job.id)))).at(-1)!;
    expect(ended).toMatchObject({ seq: last.seq, last_seq: last.seq });
  });

  it('is read once more if the states do not contain it yet', async () => {
    const job = await aJob(log);
    await job.start();
    const { states } = watchedStates(log);
    const queue = states.queue.bind(states);
    let isRefreshed = false;
    Object.assign(states, {
      queue: async (name: string) => (isRefreshed ? queue(name) : unusedQueue),
      refreshQueue: async () => void (isRefreshed = true),
    });
    await new JobStore(log, states).handle(job.id, succeed, contextOf());
    expect(await slots()).toEqual(['slot_taken', 'slot_released']);
  });

  it('is not released if none was taken', async () => {
    const job = await aJob(log);
    await job.start();
    const { states } = watchedStates(log);
    Object.assign(states, { queue: async () => unusedQueue });
    expect(await new JobStore(log, states).handle(job.id, succeed, contextOf())).toMatchObject({
      outcome: 'accepted',
    });
    expect(await slots()).toEqual(['slot_taken']);
  });

  it('goes to one of two simultaneous claims if the queue has one', async () => {
    const jobs = [await aJob(log), await aJob(log)];
    const { states } = watchedStates(log);
    const byGateway = contextOf({ source: GATEWAY_SOURCE, actor: MACHINE_ACTOR });
    await new QueueStore(log, states).handle('default', { name: 'limit_queue', limit: 1, reason: null }, byGateway);
    const claims = await Promise.all(jobs.map(({ id }) => claim(id)));
    expect(claims.map(({ outcome }) => outcome).toSorted()).toEqual(['accepted', 'refused']);
    expect(await slots()).toEqual(['concurrency_limit_changed', 'slot_taken']);
  });

  it('is released for the current attempt, also if an earlier one never was', async () => {
    const job = await aJob(log);
    await job.start();
    const { states, refreshed } = watchedStates(log);
    const queue = states.queue.bind(states);
    const old = { job_id: job.id, attempt: 7, runner_id: 'b' };
    Object.assign(states, {
      queue: async (name: string) => {
        const known = await queue(name);
        return { ...known, state: { ...known.state, taken: [old, ...known.state.taken] } };
      },
    });
    await new JobStore(log, states).handle(job.id, succeed, contextOf());
    expect((await taken()).at(-1)).toEqual({ job_id: job.id, attempt: 1, runner_id: 'a' });
    expect(refreshed).toEqual([]);
  });
});
