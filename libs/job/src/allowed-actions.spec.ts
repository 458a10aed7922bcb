import { allowedActions } from './allowed-actions.ts';
import { jobThatIs, type StateName } from './job.fixture.ts';
import { unknownJob } from './state.ts';

const actions = (state: StateName, workDir: 'present' | 'absent' | 'unknown' = 'present') =>
  allowedActions(jobThatIs(state), workDir).join(', ') || 'nothing';

describe('the actions a page may offer', () => {
  it.each([
    ['pending', 'cancel'],
    ['pending, claimed', 'cancel'],
    ['pending, cancelling', 'nothing'],
    ['running', 'cancel'],
    ['running, cancelling', 'nothing'],
    ['running, pausing', 'cancel'],
    ['paused', 'cancel'],
    ['paused, cancelling', 'nothing'],
    ['paused, unpausing', 'cancel'],
    ['completed', 'rerun'],
    ['failed: error', 'resume, rerun'],
    ['failed: killed', 'resume, rerun'],
    ['failed: runner_lost', 'resume, rerun'],
    ['failed: start_failed', 'rerun'],
    ['failed: cancelled', 'resume, rerun'],
    ['failed: cancelled unstarted', 'rerun'],
  ] as const)('%s: %s', (state, expected) => {
    expect(actions(state)).toBe(expected);
  });

  it('resume is offered where nobody knows about the work dir, and not where it is gone', () => {
    expect(actions('failed: error', 'unknown')).toBe('resume, rerun');
    expect(actions('failed: error', 'absent')).toBe('rerun');
  });

  it('nothing is offered for a job that does not exist', () => {
    expect(allowedActions(unknownJob, 'present')).toEqual([]);
  });
});
