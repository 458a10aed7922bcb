import { jobKindFilter, queueFilter } from '@reprise/contracts';
import { eventsOf, MemoryEventLog } from '@reprise/event-log';
import { JobStateCache } from './job-state-cache.ts';
import { reloadJob } from './reload.ts';
import { failAttempt } from '../attempt/fail-attempt.ts';
import { CachedJobStates } from './cached-job-states.ts';
import { claim, recordLost, runnerOn, start, submit, tell } from './runner-commands.fixture.ts';

const typesOf = async (log: MemoryEventLog, filter: string) =>
  (await eventsOf(log.read(filter))).map(({ type }) => type);

describe('the commands of runners', () => {
  it('claim a job and a slot together, and only one of two runners wins', async () => {
    const log = new MemoryEventLog();
    const job = await submit(log);
    const [a, b] = [await runnerOn(log, 'a'), await runnerOn(log, 'b')];
    const race = ({ commands, name }: typeof a) => commands.handle(job, { name: 'claim', attempt: 1, runner_id: name });
    const answers = await Promise.all([race(a), race(b)]);
    expect(answers.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(1);
    expect(answers.filter(({ outcome }) => outcome === 'refused')).toHaveLength(1);
    expect(await typesOf(log, jobKindFilter(job, 'life'))).toEqual(['submitted', 'attempt_claimed']);
    expect(await typesOf(log, queueFilter('default'))).toEqual(['slot_taken']);
    a.stop();
    b.stop();
  });

  it('release the slot with the ending, in one batch', async () => {
    const log = new MemoryEventLog();
    const job = await submit(log);
    const { commands, cache, stop } = await runnerOn(log, 'a');
    await commands.handle(job, { name: 'claim', attempt: 1, runner_id: 'a' });
    await commands.handle(job, failAttempt(1, 'start_failed', 'It could not start.'));
    expect(await typesOf(log, queueFilter('default'))).toEqual(['slot_taken', 'slot_released']);
    expect(cache.queue('default').state.taken).toEqual([]);
    stop();
  });

  it('also release the slot if the claim is known and its slot is not yet', async () => {
    const log = new MemoryEventLog();
    const job = await submit(log);
    const a = await runnerOn(log, 'a');
    await claim(a, job);
    a.stop();
    const cache = new JobStateCache();
    await reloadJob(log, cache, job);
    await recordLost(log, job, new CachedJobStates(log, cache));
    expect(await typesOf(log, queueFilter('default'))).toEqual(['slot_taken', 'slot_released']);
  });

  it('are decided again after an earlier cancel: the start is refused', async () => {
    const log = new MemoryEventLog();
    const job = await submit(log);
    const a = await runnerOn(log, 'a');
    await claim(a, job);
    await tell(log, { type: 'cancel_requested', subject: job, data: { attempt: 1, reason: 'wrong sample' } });
    expect(await start(a, job)).toMatchObject({ detail: 'This attempt was cancelled before it started.' });
    a.stop();
  });
});

/** An event from a later release, under a current subject. */
const plantUnknown = (log: MemoryEventLog, filter: string) =>
  log.plant({ subject: filter.replace('>', 'archived'), headers: [], payload: new TextEncoder().encode('{}') });

describe('an event that this release does not know', () => {
  it.each([
    ['of a job', (job: string) => jobKindFilter(job, 'life')],
    ['of a queue', () => queueFilter('default')],
  ])('%s does not prevent commands from being recorded', async (_, filterOf) => {
    const log = new MemoryEventLog();
    const job = await submit(log);
    const { commands, stop } = await runnerOn(log, 'a');
    plantUnknown(log, filterOf(job));
    const claim = { name: 'claim', attempt: 1, runner_id: 'a' } as const;
    expect(await commands.handle(job, claim)).toMatchObject({ outcome: 'accepted' });
    plantUnknown(log, filterOf(job));
    expect(await commands.handle(job, failAttempt(1, 'start_failed', 'It could not start.'))).toMatchObject({
      outcome: 'accepted',
    });
    expect(await typesOf(log, queueFilter('default'))).toEqual(['slot_taken', 'slot_released']);
    stop();
  });
});
