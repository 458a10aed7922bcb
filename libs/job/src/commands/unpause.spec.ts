import { decide } from '../decide.ts';
import { evolve } from '../evolve.ts';
import { jobThatIs, outcome, recorded, success, type StateName } from '../job.fixture.ts';
import { runnerCommands } from '../runner-commands.fixture.ts';
import { pausedMs } from '../state.ts';

const unpause = { name: 'unpause', reason: null } as const;
const refused = (status: string) => `wrong_status: Cannot unpause job with status: ${status}`;
const nobody = 'no_unpause_requested: There is no longer a request to continue this attempt.';

describe('unpausing', () => {
  it.each<[StateName, string]>([
    ['pending', refused('pending')],
    ['running', refused('running')],
    ['running, pausing', 'unpause_requested'],
    ['running, cancelling', refused('running')],
    ['paused', 'unpause_requested'],
    ['paused, unpausing', 'already so'],
    ['paused, cancelling', 'being_cancelled: Cannot unpause: the job is being cancelled.'],
    ['completed', refused('completed')],
    ['failed: error', refused('failed')],
  ])('%s -> %s', (state, expected) => {
    expect(outcome(decide(jobThatIs(state), unpause))).toBe(expected);
  });

  it.each<[StateName, string]>([
    ['running', nobody],
    ['paused', nobody],
    ['paused, unpausing', 'unpaused'],
    ['paused, cancelling', nobody],
  ])('is confirmed by the runner: %s -> %s', (state, expected) => {
    expect(outcome(decide(jobThatIs(state), runnerCommands(1).confirm_unpause))).toBe(expected);
  });

  it('withdraws a pause that has not taken effect', () => {
    const job = evolve(jobThatIs('running, pausing'), recorded(5, 'unpause_requested', { attempt: 1, reason: null }));
    expect(job).toMatchObject({ status: 'running', pending_action: null });
  });

  it('sums up the paused time, also for a job that ends during a pause', () => {
    const paused = jobThatIs('paused');
    expect(pausedMs(paused, '2026-01-01T08:00:07.000Z')).toBe(2_000);
    const goesOn = evolve(jobThatIs('paused, unpausing'), recorded(9, 'unpaused', { attempt: 1 }));
    expect(goesOn).toMatchObject({ status: 'running', paused_ms: 4_000 });
    expect(goesOn).not.toHaveProperty('pause');
    expect(evolve(paused, recorded(8, 'attempt_succeeded', { ...success(1), duration_ms: 5_000 }))).toMatchObject({
      paused_ms: 3_000,
    });
  });

  it('is recorded with the attempt and the reason, once', () => {
    const asked = { name: 'unpause', reason: 'the talk is over' } as const;
    expect(decide(jobThatIs('paused'), asked)).toEqual([
      { type: 'unpause_requested', data: { attempt: 1, reason: 'the talk is over' } },
    ]);
    expect(decide(jobThatIs('paused, unpausing'), asked)).toEqual([]);
  });

  it.each(['running', 'running, cancelling', 'paused, cancelling', 'paused, unpausing', 'pending, claimed'] as const)(
    'has no effect if it is late or repeated: %s',
    (name) => {
      const job = jobThatIs(name);
      expect(evolve(job, recorded(20, 'unpause_requested', { attempt: 1, reason: null }))).toBe(job);
    },
  );

  it('is refused without a current or pending pause', () => {
    for (const name of ['running', 'completed', 'pending'] as const)
      expect(outcome(decide(jobThatIs(name), { name: 'unpause', reason: null }))).toMatch(/^wrong_status: /);
  });
});
