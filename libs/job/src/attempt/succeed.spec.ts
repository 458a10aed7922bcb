import { decide } from '../decide.ts';
import type { Decided } from '../decision.ts';
import { jobThatIs, outcome, type StateName } from '../job.fixture.ts';
import { runnerCommands } from '../runner-commands.fixture.ts';

describe('reporting a success', () => {
  it.each<[StateName, string]>([
    ['pending', 'not_started: This attempt has not started.'],
    ['pending, claimed', 'not_started: This attempt has not started.'],
    ['pending, cancelling', 'not_started: This attempt has not started.'],
    ['running', 'attempt_succeeded'],
    ['running, cancelling', 'attempt_succeeded'],
    ['running, pausing', 'attempt_succeeded'],
    ['paused', 'attempt_succeeded'],
    ['paused, cancelling', 'attempt_succeeded'],
    ['paused, unpausing', 'attempt_succeeded'],
  ])('%s -> %s', (state, expected) => {
    expect(outcome(decide(jobThatIs(state), runnerCommands(1).succeed))).toBe(expected);
  });

  it('after a cancel states that the cancel came too late, whether or not the runner knew of it', () => {
    const [event] = decide(jobThatIs('running, cancelling'), runnerCommands(1).succeed) as readonly Decided[];
    expect(event).toMatchObject({ data: { cancel: 'too_late' } });
    const [other] = decide(jobThatIs('running'), runnerCommands(1).succeed) as readonly Decided[];
    expect(other?.data).not.toHaveProperty('cancel');
  });
});
