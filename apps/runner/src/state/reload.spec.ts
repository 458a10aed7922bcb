import { jest } from '@jest/globals';
import { EVERYTHING, MemoryEventLog } from '@reprise/event-log';
import { claim, runnerOn, submit } from './runner-commands.fixture.ts';
import { reloadJob, reloadQueue } from './reload.ts';

describe('the contents of a cache, read from a lagging server of a cluster', () => {
  it.each([1, 2, 3])('are read again until they are complete: after %i reads without them', async (reads) => {
    const log = new MemoryEventLog();
    const job = await submit(log);
    const runner = await runnerOn(log, 'a');
    await claim(runner, job);
    runner.stop();
    const { cache } = runner;
    const [knownJob, knownQueue] = [cache.job(job), cache.queue('default')];
    using read = jest.spyOn(log, 'read');
    const fallBehind = () => {
      for (let i = 0; i < reads; i++) read.mockImplementationOnce(() => new MemoryEventLog().read(EVERYTHING));
    };
    fallBehind();
    await reloadJob(log, cache, job);
    fallBehind();
    await reloadQueue(log, cache, 'default');
    expect(cache.job(job)).toEqual(knownJob);
    expect(cache.queue('default')).toEqual(knownQueue);
    expect(knownQueue.state.taken).toHaveLength(1);
  });
});
