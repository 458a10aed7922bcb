import { decide } from '../decide.ts';
import { evolve } from '../evolve.ts';
import { jobThatIs, outcome, recorded, type StateName } from '../job.fixture.ts';
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

  it('names the attempt and the runner', () => {
    expect(decide(jobThatIs('pending'), runnerCommands(1).claim)).toEqual([
      { type: 'attempt_claimed', data: { attempt: 1, runner_id: 'runner-a' } },
    ]);
  });

  it('is refused while the attempt is being cancelled', () => {
    const cancelling = evolve(jobThatIs('pending'), recorded(8, 'cancel_requested', { attempt: 1, reason: null }));
    expect(outcome(decide(cancelling, runnerCommands(1).claim))).toBe(
      'being_cancelled: This attempt is being cancelled.',
    );
  });
});
