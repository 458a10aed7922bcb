import { decide } from '../decide.ts';
import { evolve } from '../evolve.ts';
import { jobThatIs, outcome, recorded, type StateName } from '../job.fixture.ts';
import { runnerCommands } from '../runner-commands.fixture.ts';

const pause = { name: 'pause', reason: null, mode: 'drain' } as const;
const refused = (status: string) => `wrong_status: Cannot pause job with status: ${status}`;
const cancelled = 'being_cancelled: Cannot pause: the job is being cancelled.';

describe('pausing', () => {
  it.each<[StateName, string]>([
    ['pending', refused('pending')],
    ['pending, claimed', refused('pending')],
    ['running', 'pause_requested'],
    ['running, cancelling', cancelled],
    ['running, pausing', 'already so'],
    ['paused', refused('paused')],
    ['paused, unpausing', refused('paused')],
    ['completed', refused('completed')],
    ['failed: error', refused('failed')],
  ])('%s -> %s', (state, expected) => {
    expect(outcome(decide(jobThatIs(state), pause))).toBe(expected);
  });

  it('keeps its mode for the runner, from the request to the effect', () => {
    expect(jobThatIs('running, pausing')).toMatchObject({ pending_action: { kind: 'pausing', mode: 'freeze' } });
    expect(jobThatIs('paused')).toMatchObject({ pause: { mode: 'freeze', since: '2026-01-01T08:00:05.000Z' } });
  });

  it.each<[StateName, string]>([
    ['running', 'no_pause_requested: There is no longer a request to pause this attempt.'],
    ['running, pausing', 'paused'],
    ['running, cancelling', 'no_pause_requested: There is no longer a request to pause this attempt.'],
    ['paused', 'no_pause_requested: There is no longer a request to pause this attempt.'],
  ])('is confirmed by the runner: %s -> %s', (state, expected) => {
    expect(outcome(decide(jobThatIs(state), runnerCommands(1).confirm_pause))).toBe(expected);
  });

  it('is not confirmed in a mode that is no longer requested', () => {
    const confirm = { ...runnerCommands(1).confirm_pause, mode: 'drain' } as const;
    expect(outcome(decide(jobThatIs('running, pausing'), confirm))).toMatch(/^no_pause_requested: /);
  });

  it('is recorded with the attempt, the mode and the reason', () => {
    const asked = { name: 'pause', reason: 'a talk', mode: 'drain' } as const;
    expect(decide(jobThatIs('running'), asked)).toEqual([
      { type: 'pause_requested', data: { attempt: 1, reason: 'a talk', mode: 'drain' } },
    ]);
    expect(decide(jobThatIs('running, pausing'), asked)).toEqual([]);
  });

  it.each(['running, pausing', 'running, cancelling', 'paused', 'pending, claimed'] as const)(
    'has no effect if it is late or repeated: %s',
    (name) => {
      const job = jobThatIs(name);
      expect(evolve(job, recorded(20, 'pause_requested', { attempt: 1, reason: null, mode: 'drain' }))).toBe(job);
    },
  );
});
