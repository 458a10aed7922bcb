import { MemoryEventLog } from '@reprise/event-log';
import type { OpenJob } from '@reprise/job';
import { waitUntil } from '@reprise/testing';
import { heldAttempt } from '../attempt/attempt.ts';
import type { AttemptTasks } from '../attempt/attempt-tasks.ts';
import { claim, runnerOn, start, submit, tell, type CommandingRunner } from '../state/runner-commands.fixture.ts';
import { pause } from './pause.ts';
import type { ReactionTools } from './reaction.ts';

describe('the pause of a running attempt', () => {
  let log: MemoryEventLog;
  let runner: CommandingRunner;
  let job: string;
  let unpaused: number;

  beforeEach(async () => {
    log = new MemoryEventLog();
    job = await submit(log);
    runner = await runnerOn(log, 'a');
    await claim(runner, job);
    await start(runner, job);
    await tell(log, { type: 'pause_requested', subject: job, data: { attempt: 1, reason: null, mode: 'freeze' } });
    await waitUntil(() => state().pending_action?.kind === 'pausing', { what: 'the runner knows of the pause' });
    unpaused = 0;
  });
  afterEach(() => runner.stop());

  const state = () => runner.cache.job(job).state as OpenJob;
  const tools = (): ReactionTools => {
    const tasks = {
      pause: () => Promise.resolve(null),
      unpause: () => Promise.resolve(void (unpaused += 1)),
    } as unknown as AttemptTasks;
    return { commands: runner.commands, tasks, watches: { has: () => true } } as unknown as ReactionTools;
  };

  it('leaves the processes stopped where an earlier try has recorded it', async () => {
    const held = heldAttempt('/none', state());
    await pause(held, tools());
    expect(state().status).toBe('paused');
    await pause(held, tools()); // the acknowledgement of the first was lost
    expect(unpaused).toBe(0);
  });

  it('lets the processes go on where it was taken back', async () => {
    const held = heldAttempt('/none', state());
    await tell(log, { type: 'unpause_requested', subject: job, data: { attempt: 1, reason: null } });
    await pause(held, tools());
    expect([state().status, unpaused]).toEqual(['running', 1]);
  });
});
