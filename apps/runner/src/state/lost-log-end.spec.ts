import { MemoryEventLog, StreamChangedError } from '@reprise/event-log';
import { failAttempt } from '../attempt/fail-attempt.ts';
import { runnerOn, submit, tell } from './runner-commands.fixture.ts';

describe('a log that lost its end', () => {
  it('aborts a decision on a job whose last events are gone', async () => {
    const log = new MemoryEventLog();
    const job = await submit(log);
    const { commands, stop } = await runnerOn(log, 'a');
    const { last_seq } = await log.head();
    await commands.handle(job, { name: 'claim', attempt: 1, runner_id: 'a' });
    log.cutAfter(last_seq);
    const ending = commands.handle(job, failAttempt(1, 'start_failed', 'It could not start.'));
    await expect(ending).rejects.toThrow(StreamChangedError);
    stop();
  });

  it('aborts a decision on a queue whose last events are gone, although others follow', async () => {
    const log = new MemoryEventLog();
    const limit = (to: number) =>
      tell(log, { type: 'concurrency_limit_changed', subject: 'default', data: { from: null, to, reason: null } });
    const job = await submit(log);
    await limit(2);
    await limit(3);
    const { commands, stop } = await runnerOn(log, 'a');
    log.cutAfter((await log.head()).last_seq - 1);
    await submit(log);
    const claiming = commands.handle(job, { name: 'claim', attempt: 1, runner_id: 'a' });
    await expect(claiming).rejects.toThrow(/^event 3 of queue default was read before, and the log has it no more$/);
    stop();
  });
});
