import { decide } from './decide.ts';
import { jobThatIs, outcome, stateNames } from './job.fixture.ts';
import { runnerCommands } from './runner-commands.fixture.ts';
import { isRefusal, refuse } from './refusal.ts';
import { nothingKnown, pendingAction, unknownJob } from './state.ts';

const ended = 'attempt_ended: Attempt 1 has already ended.';

describe('a report of a runner', () => {
  it.each(stateNames.filter((name) => /completed|failed/.test(name)))('is refused for what is over: %s', (state) => {
    for (const command of Object.values(runnerCommands(1)))
      expect(outcome(decide(jobThatIs(state), command))).toBe(ended);
  });

  it('is refused for an unknown job', () => {
    for (const command of Object.values(runnerCommands(1)))
      expect(outcome(decide(unknownJob, command))).toBe('unknown_job: There is no such job.');
  });

  it.each(['pending', 'pending, claimed', 'running', 'running, cancelling'] as const)(
    'is refused for another attempt than the current one (%s)',
    (state) => {
      const job = { ...jobThatIs(state), attempt: 2 };
      for (const command of Object.values(runnerCommands(1))) expect(outcome(decide(job, command))).toBe(ended);
    },
  );
});

describe('an unknown job', () => {
  it('has no event, no pending request and no action', () => {
    expect(nothingKnown).toEqual({ state: unknownJob, life_seq: 0 });
    expect(pendingAction(unknownJob)).toBeNull();
  });
});

describe('a refusal', () => {
  it('is distinguished from a list of events, and from anything else', () => {
    expect(isRefusal(refuse('unknown_job', 'There is no such job.'))).toBe(true);
    for (const other of [[], [{ type: 'submitted' }], null, undefined, 'refused', {}])
      expect(isRefusal(other)).toBe(false);
  });
});
