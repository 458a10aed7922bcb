import { decide } from '../decide.ts';
import { jobThatIs, outcome, type StateName } from '../job.fixture.ts';
import { runnerCommands } from '../runner-commands.fixture.ts';

describe('claiming an attempt', () => {
  it.each<[StateName, string]>([
    ['pending', 'attempt_claimed'],
    ['pending, claimed', 'already_claimed: Another runner has claimed this attempt.'],
    ['pending, cancelling', 'already_claimed: Another runner has claimed this attempt.'],
    ['running', 'already_claimed: Another runner has claimed this attempt.'],
    ['running, cancelling', 'already_claimed: Another runner has claimed this attempt.'],
    ['running, pausing', 'already_claimed: Another runner has claimed this attempt.'],
    ['paused', 'already_claimed: Another runner has claimed this attempt.'],
    ['paused, cancelling', 'already_claimed: Another runner has claimed this attempt.'],
    ['paused, unpausing', 'already_claimed: Another runner has claimed this attempt.'],
  ])('%s -> %s', (state, expected) => {
    expect(outcome(decide(jobThatIs(state), runnerCommands(1).claim))).toBe(expected);
  });
});
