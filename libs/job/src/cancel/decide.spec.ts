import { decide } from '../decide.ts';
import { jobThatIs, outcome, type StateName } from '../job.fixture.ts';
import { unknownJob } from '../state.ts';

const cancel = { name: 'cancel', reason: null } as const;
const refused = (status: string) => `wrong_status: Cannot cancel job with status: ${status}`;

describe('cancelling', () => {
  it.each<[StateName, string]>([
    ['pending', 'cancel_requested, attempt_cancelled'],
    ['pending, claimed', 'cancel_requested'],
    ['pending, cancelling', 'already so'],
    ['running', 'cancel_requested'],
    ['running, cancelling', 'already so'],
    ['running, pausing', 'cancel_requested'],
    ['paused', 'cancel_requested'],
    ['paused, cancelling', 'already so'],
    ['paused, unpausing', 'cancel_requested'],
    ['completed', refused('completed')],
    ['failed: error', refused('failed')],
    ['failed: killed', refused('failed')],
    ['failed: runner_lost', refused('failed')],
    ['failed: start_failed', refused('failed')],
    ['failed: cancelled', refused('failed')],
    ['failed: cancelled unstarted', refused('failed')],
  ])('%s -> %s', (state, expected) => {
    expect(outcome(decide(jobThatIs(state), cancel))).toBe(expected);
  });

  it('records the reason, and that nothing ran where no runner had claimed the attempt', () => {
    expect(decide(jobThatIs('pending'), { name: 'cancel', reason: 'wrong sample' })).toEqual([
      { type: 'cancel_requested', data: { attempt: 1, reason: 'wrong sample' } },
      {
        type: 'attempt_cancelled',
        data: { attempt: 1, signals: [], processes_ended: 0, survivors: 0, duration_ms: null },
      },
    ]);
  });

  it('is refused for an unknown job', () => {
    expect(outcome(decide(unknownJob, cancel))).toBe('unknown_job: There is no such job.');
  });
});
