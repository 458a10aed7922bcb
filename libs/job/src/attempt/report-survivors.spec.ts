import { decide } from '../decide.ts';
import { jobThatIs, outcome, type StateName } from '../job.fixture.ts';
import { runnerCommands } from '../runner-commands.fixture.ts';

describe('reporting processes that survived a cancel', () => {
  it.each<[StateName, string]>([
    ['pending', 'no_cancel_requested: There is no request to cancel this attempt.'],
    ['pending, claimed', 'no_cancel_requested: There is no request to cancel this attempt.'],
    ['pending, cancelling', 'cancel_unconfirmed'],
    ['running', 'no_cancel_requested: There is no request to cancel this attempt.'],
    ['running, cancelling', 'cancel_unconfirmed'],
    ['running, pausing', 'no_cancel_requested: There is no request to cancel this attempt.'],
    ['paused', 'no_cancel_requested: There is no request to cancel this attempt.'],
    ['paused, cancelling', 'cancel_unconfirmed'],
    ['paused, unpausing', 'no_cancel_requested: There is no request to cancel this attempt.'],
  ])('%s -> %s', (state, expected) => {
    expect(outcome(decide(jobThatIs(state), runnerCommands(1).report_survivors))).toBe(expected);
  });
});
