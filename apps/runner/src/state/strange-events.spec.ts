import { MemoryEventLog } from '@reprise/event-log';
import { poisonMessages } from '@reprise/event-log/testing';
import { strangeMessages } from '@reprise/event-log/testing/strange-messages';
import { waitUntil } from '@reprise/testing';
import { seed } from '@reprise/testing/random';
import fc from 'fast-check';
import { runnerOn, submit, type CommandingRunner } from './runner-commands.fixture.ts';

describe('a runner that reads events that nobody should have sent', () => {
  let log: MemoryEventLog;
  let runner: CommandingRunner;
  afterEach(() => runner.stop());

  it.each([
    ['while it follows the log', true],
    ['when it starts', false],
  ])(
    `goes on with other jobs, and answers commands to theirs: %s (REPRISE_SEED=${String(seed)})`,
    async (_, follows) => {
      log = new MemoryEventLog();
      if (follows) runner = await runnerOn(log, 'a');
      const job = await submit(log);
      for (const message of fc.sample(strangeMessages(job), { seed, numRuns: 300 })) log.plant(message);
      for (const [, message] of poisonMessages(job)) log.plant(message);
      const other = await submit(log);
      if (!follows) runner = await runnerOn(log, 'a');
      await waitUntil(() => runner.cache.has(other), { what: 'the runner has heard of the other job' });
      expect(runner.cache.job(other).state).toMatchObject({ status: 'pending', attempt: 1 });
      for (const each of [job, other]) {
        // Some of the events are genuine: they can have paused the queue.
        const { outcome } = await runner.commands.handle(each, { name: 'claim', attempt: 1, runner_id: 'a' });
        expect(['accepted', 'already_so', 'refused']).toContain(outcome);
      }
    },
  );
});
