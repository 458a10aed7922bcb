import { decide } from '../decide.ts';
import { jobThatIs, outcome, type StateName } from '../job.fixture.ts';
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
    ['running', 'no_pause_requested: Nobody asks any more to pause this attempt.'],
    ['running, pausing', 'paused'],
    ['running, cancelling', 'no_pause_requested: Nobody asks any more to pause this attempt.'],
    ['paused', 'no_pause_requested: Nobody asks any more to pause this attempt.'],
  ])('is confirmed by the runner: %s -> %s', (state, expected) => {
    expect(outcome(decide(jobThatIs(state), runnerCommands(1).confirm_pause))).toBe(expected);
  });

  it('is not confirmed in a mode that nobody asks for any more', () => {
    const confirm = { ...runnerCommands(1).confirm_pause, mode: 'drain' } as const;
    expect(outcome(decide(jobThatIs('running, pausing'), confirm))).toMatch(/^no_pause_requested: /);
  });
});
