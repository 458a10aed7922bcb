import type { DataOf } from '@reprise/contracts';
import { decide } from '../decide.ts';
import type { Decided } from '../decision.ts';
import { jobThatIs, outcome, type StateName } from '../job.fixture.ts';
import { runnerCommands } from '../runner-commands.fixture.ts';

describe('reporting a failure', () => {
  it.each<[StateName, string]>([
    ['pending', 'not_claimed: No runner has claimed this attempt.'],
    ['pending, claimed', 'attempt_failed'],
    ['pending, cancelling', 'attempt_failed'],
    ['running', 'attempt_failed'],
    ['running, cancelling', 'attempt_failed'],
    ['running, pausing', 'attempt_failed'],
    ['paused', 'attempt_failed'],
    ['paused, cancelling', 'attempt_failed'],
    ['paused, unpausing', 'attempt_failed'],
  ])('%s -> %s', (state, expected) => {
    expect(outcome(decide(jobThatIs(state), runnerCommands(1).fail))).toBe(expected);
  });

  const failed = (cause: DataOf<'attempt_failed'>['cause']) => ({ ...runnerCommands(1).fail, cause });

  it('keeps the report whole in the event', () => {
    const { name: _, ...data } = runnerCommands(1).fail;
    expect(decide(jobThatIs('running'), runnerCommands(1).fail)).toEqual([{ type: 'attempt_failed', data }]);
  });

  it('is refused for a cancelled start, which ends as cancelled since nothing ran', () => {
    expect(outcome(decide(jobThatIs('pending, claimed'), failed('start_failed')))).toBe('attempt_failed');
    expect(outcome(decide(jobThatIs('pending, cancelling'), failed('start_failed')))).toBe(
      'being_cancelled: This attempt was cancelled before it started.',
    );
    expect(outcome(decide(jobThatIs('running, cancelling'), failed('start_failed')))).toBe('attempt_failed');
  });

  it.each(['error', 'killed'] as const)('after a cancel states that the cancel came too late (%s)', (cause) => {
    expect(decide(jobThatIs('running, cancelling'), failed(cause))).toMatchObject([{ data: { cancel: 'too_late' } }]);
    const [other] = decide(jobThatIs('running'), failed(cause)) as readonly Decided[];
    expect(other?.data).not.toHaveProperty('cancel');
  });

  it('does not mention the cancel if the runner is lost', () => {
    const [event] = decide(jobThatIs('running, cancelling'), failed('runner_lost')) as readonly Decided[];
    expect(event?.data).not.toHaveProperty('cancel');
  });
});
