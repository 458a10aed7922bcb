import { MemoryEventLog } from '@reprise/event-log';
import { poisonMessages } from '@reprise/event-log/testing';
import { strangeMessages } from '@reprise/event-log/testing/strange-messages';
import { isOpen } from '@reprise/job';
import { waitUntil } from '@reprise/testing';
import { seed } from '@reprise/testing/random';
import fc from 'fast-check';
import { claim, runnerOn, submit, tell, type CommandingRunner } from './runner-commands.fixture.ts';

const SUBMITTED = {
  sample_name: 'S',
  pipeline: 'wes',
  pipeline_revision: 'r',
  params: {},
  inputs: [],
  reason: null,
  queue: 'default',
  priority: 0,
};
const FAILED = {
  attempt: 1,
  cause: 'runner_lost' as const,
  exit_code: null,
  signal: null,
  failing_step: null,
  failing_task: null,
  stderr_tail: [],
  message: 'It was lost.',
  duration_ms: null,
  processes_ended: 0,
};

describe('a runner that dropped a job that has ended', () => {
  it('ignores a second submission of it, which would start it again', async () => {
    const log = new MemoryEventLog();
    const runner = await runnerOn(log, 'a');
    const job = await submit(log);
    await claim(runner, job);
    await tell(log, { type: 'attempt_failed', subject: job, data: FAILED });
    await waitUntil(() => !isOpen(runner.cache.job(job).state), { what: 'the runner knows that it ended' });
    runner.cache.evict(job);
    await tell(log, { type: 'submitted', subject: job, data: SUBMITTED });
    const other = await submit(log);
    await waitUntil(() => runner.cache.has(other), { what: 'the runner has heard of the other job' });
    expect(runner.cache.openJobs().map(({ job_id }) => job_id)).toEqual([other]);
    expect(runner.cache.job(job).state).toMatchObject({ status: 'failed', attempt: 1 });
    runner.stop();
  });
});

describe('a runner that reads events from an unauthorized writer', () => {
  let log: MemoryEventLog;
  let runner: CommandingRunner;
  afterEach(() => runner.stop());

  it.each([
    ['while it follows the log', true],
    ['when it starts', false],
  ])(
    `continues with other jobs, and answers commands to theirs: %s (REPRISE_SEED=${String(seed)})`,
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
        // Some of the events are valid and may have paused the queue.
        const { outcome } = await runner.commands.handle(each, { name: 'claim', attempt: 1, runner_id: 'a' });
        expect(['accepted', 'already_so', 'refused']).toContain(outcome);
      }
    },
  );
});
