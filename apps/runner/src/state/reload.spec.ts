import { jest } from '@jest/globals';
import { EVERYTHING, MemoryEventLog } from '@reprise/event-log';
import { claim, runnerOn, submit } from '../log/decisions.fixture.ts';
import { recallJob, recallQueue } from './reload.ts';

describe('what a board knows, read from a server of a cluster that is behind', () => {
  it.each([1, 2, 3])('is read again until it is there: after %i reads without it', async (reads) => {
    const log = new MemoryEventLog();
    const job = await submit(log);
    const runner = await runnerOn(log, 'a');
    await claim(runner, job);
    runner.stop();
    const { board } = runner;
    const [knownJob, knownQueue] = [board.job(job), board.queue('default')];
    using read = jest.spyOn(log, 'read');
    const fallBehind = () => {
      for (let i = 0; i < reads; i++) read.mockImplementationOnce(() => new MemoryEventLog().read(EVERYTHING));
    };
    fallBehind();
    await recallJob(log, board, job);
    fallBehind();
    await recallQueue(log, board, 'default');
    expect(board.job(job)).toEqual(knownJob);
    expect(board.queue('default')).toEqual(knownQueue);
    expect(knownQueue.state.taken).toHaveLength(1);
  });
});
