import { decide } from '../decide.ts';
import { jobThatIs, outcome, type StateName } from '../job.fixture.ts';
import { runnerCommands } from '../runner-commands.fixture.ts';

describe('confirming a cancel', () => {
  it.each<[StateName, string]>([
    ['pending', 'no_cancel_requested: Nobody asked to cancel this attempt.'],
    ['pending, claimed', 'no_cancel_requested: Nobody asked to cancel this attempt.'],
    ['pending, cancelling', 'attempt_cancelled'],
    ['running', 'no_cancel_requested: Nobody asked to cancel this attempt.'],
    ['running, cancelling', 'attempt_cancelled'],
    ['running, pausing', 'no_cancel_requested: Nobody asked to cancel this attempt.'],
    ['paused', 'no_cancel_requested: Nobody asked to cancel this attempt.'],
    ['paused, cancelling', 'attempt_cancelled'],
    ['paused, unpausing', 'no_cancel_requested: Nobody asked to cancel this attempt.'],
  ])('%s -> %s', (state, expected) => {
    expect(outcome(decide(jobThatIs(state), runnerCommands(1).confirm_cancel))).toBe(expected);
  });
});
