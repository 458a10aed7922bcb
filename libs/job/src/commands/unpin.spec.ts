import { decide } from '../decide.ts';
import { evolve } from '../evolve.ts';
import { jobThatIs, outcome, recorded, stateNames, type StateName } from '../job.fixture.ts';
import { isOpen, type Job } from '../state.ts';

const unpin = { name: 'unpin', reason: 'published' } as const;
const data = { attempt: 1, reason: 'published' };
const pinned = (state: StateName) =>
  evolve(jobThatIs(state), recorded(20, 'job_pinned', { attempt: 1, reason: null })) as Job;
const endedStates = stateNames.filter((state) => !isOpen(jobThatIs(state)));
const openStates = stateNames.filter((state) => isOpen(jobThatIs(state)));

describe('unpinning', () => {
  it.each<StateName>(endedStates)(
    'is recorded for a pinned job that is %s, with the attempt and the reason',
    (state) => {
      expect(decide(pinned(state), unpin)).toEqual([{ type: 'job_unpinned', data }]);
    },
  );

  it.each<StateName>(openStates)('is refused while %s', (state) => {
    const { status } = jobThatIs(state);
    expect(outcome(decide(jobThatIs(state), unpin))).toBe(`wrong_status: Cannot unpin job with status: ${status}`);
  });

  it('is refused while the next attempt of a pinned job is open', () => {
    const rerun = { attempt: 2, reason: null, params: {}, keep_work_dir: false };
    const job = evolve(pinned('completed'), recorded(21, 'rerun_requested', rerun));
    expect(outcome(decide(job, unpin))).toBe('wrong_status: Cannot unpin job with status: pending');
  });

  it('is refused for a job without a pin', () => {
    expect(outcome(decide(jobThatIs('completed'), unpin))).toBe('not_pinned: Cannot unpin: this job is not pinned.');
  });

  it('leaves a job that can be pinned again, but not unpinned twice', () => {
    const free = evolve(pinned('completed'), recorded(21, 'job_unpinned', data));
    expect(free).toEqual(jobThatIs('completed'));
    expect(outcome(decide(free, unpin))).toMatch(/^not_pinned: /);
    expect(outcome(decide(free, { name: 'pin', reason: null }))).toBe('job_pinned');
  });
});
