import { runnerSource, type LifecycleEvent, type Recorded } from '@reprise/contracts';
import { objectionTo } from './admission.ts';
import { evolve } from './evolve.ts';
import { failure, jobThatIs, recorded, stateNames, submission } from './job.fixture.ts';
import { unknownJob } from './state.ts';

const claim = recorded(9, 'attempt_claimed', { attempt: 1, runner_id: 'runner-b' });
const from = (runner: string, event: Recorded<LifecycleEvent>) => ({ ...event, source: runnerSource(runner) });

describe("an event of a job's history", () => {
  it('is a submission only once', () => {
    expect(objectionTo(recorded(9, 'submitted', submission), unknownJob, undefined)).toBeNull();
    for (const name of stateNames)
      expect(objectionTo(recorded(9, 'submitted', submission), jobThatIs(name), undefined)).toContain('before');
  });

  it('is a claim only for an attempt that waits for one', () => {
    const objections = stateNames.filter(
      (name) => objectionTo(claim, jobThatIs(name), { attempt: 1, runner_id: null }) === null,
    );
    expect(objections).toEqual(['pending']);
    expect(objectionTo(claim, jobThatIs('pending'), { attempt: 7, runner_id: null })).toContain('attempt 7');
  });

  it('is accepted from the runner that claimed its attempt, or without one', () => {
    const failed = recorded(9, 'attempt_failed', failure(1, 'error'));
    const running = { attempt: 1, runner_id: 'runner-a' };
    expect(objectionTo(from('runner-a', failed), jobThatIs('running'), running)).toBeNull();
    expect(objectionTo(failed, jobThatIs('running'), running)).toBeNull();
    expect(objectionTo(from('runner-b', failed), jobThatIs('running'), running)).toContain('runner runner-a');
    expect(objectionTo(from('runner-a', failed), jobThatIs('pending'), { attempt: 1, runner_id: null })).toContain(
      'no runner',
    );
  });

  it.each(stateNames)('has no effect on the state if it is not admitted: %s', (name) => {
    const job = jobThatIs(name);
    for (const event of [recorded(9, 'submitted', submission), ...(name === 'pending' ? [] : [claim])])
      expect(evolve(job, event)).toBe(job);
  });

  it('is a claim only if the attempt is not being cancelled', () => {
    const cancelling = evolve(jobThatIs('pending'), recorded(8, 'cancel_requested', { attempt: 1, reason: null }));
    expect(cancelling).toMatchObject({ status: 'pending', claimed_by: null });
    expect(objectionTo(claim, cancelling, { attempt: 1, runner_id: null })).toBe(
      'attempt 1 is not waiting for a claim',
    );
    expect(evolve(cancelling, claim)).toBe(cancelling);
  });

  it('ends a clean from any runner, since the files may be on another one than the attempt', () => {
    const cleaned = { attempt: 1, paths: [], bytes: 0, by: 'ada', reason: null, resume_possible: true };
    const failed = { attempt: 1, bytes: 0, left: [], resume_possible: true };
    const attempt = { attempt: 1, runner_id: 'runner-a' };
    for (const event of [recorded(9, 'cleaned', cleaned), recorded(9, 'clean_failed', failed)])
      expect(objectionTo(from('runner-b', event), jobThatIs('completed'), attempt)).toBeNull();
  });
});
