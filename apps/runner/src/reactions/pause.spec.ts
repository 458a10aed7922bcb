import { MemoryEventLog } from '@reprise/event-log';
import type { Unproven, WhyNot } from '@reprise/executors';
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
  let reported: string[];

  beforeEach(async () => {
    log = new MemoryEventLog();
    job = await submit(log);
    runner = await runnerOn(log, 'a');
    await claim(runner, job);
    await start(runner, job);
    await tell(log, { type: 'pause_requested', subject: job, data: { attempt: 1, reason: null, mode: 'freeze' } });
    await waitUntil(() => state().pending_action?.kind === 'pausing', { what: 'the runner knows of the pause' });
    unpaused = 0;
    reported = [];
  });
  afterEach(() => runner.stop());

  const state = () => runner.cache.job(job).state as OpenJob;
  const tools = (whyNot: WhyNot = null): ReactionTools => {
    const unpause = () => {
      unpaused += 1;
      return Promise.resolve(null);
    };
    const tasks = { pause: () => Promise.resolve(whyNot), unpause, isOver: () => false } as unknown as AttemptTasks;
    const survivors = {
      forget: () => undefined,
      reportPause: (_: unknown, during: string, { message }: Unproven) => reported.push(`${during}: ${message}`),
    };
    const retry = (_: string, error: unknown) => reported.push(String(error));
    return {
      commands: runner.commands,
      tasks,
      survivors,
      retry,
      watches: { has: () => true },
    } as unknown as ReactionTools;
  };

  it('is retried, with the reason, while it is not proven', async () => {
    const message = 'Slurm does not answer: it is down';
    await pause(heldAttempt('/none', state()), tools({ name: 'slurm', message, left: null }));
    expect(reported).toEqual([`pause: ${message}`, `Error: ${message}`]);
    expect([state().status, state().pending_action?.kind]).toEqual(['running', 'pausing']);
  });

  it('leaves the processes stopped if an earlier try recorded it', async () => {
    const held = heldAttempt('/none', state());
    await pause(held, tools());
    expect(state().status).toBe('paused');
    await pause(held, tools()); // the acknowledgement of the first was lost
    expect(unpaused).toBe(0);
  });

  it('lets the processes continue if it was withdrawn', async () => {
    const held = heldAttempt('/none', state());
    await tell(log, { type: 'unpause_requested', subject: job, data: { attempt: 1, reason: null } });
    await pause(held, tools());
    expect([state().status, unpaused]).toEqual(['running', 1]);
  });
});
