import { decide } from '../decide.ts';
import { evolve } from '../evolve.ts';
import { jobThatIs, outcome, recorded, stateNames, type StateName } from '../job.fixture.ts';
import { isOpen, type Job } from '../state.ts';

const pin = { name: 'pin', reason: 'for the paper' } as const;
const data = { attempt: 1, reason: 'for the paper' };
const pinned = evolve(jobThatIs('completed'), recorded(20, 'job_pinned', data)) as Job;
const endedStates = stateNames.filter((state) => !isOpen(jobThatIs(state)));
const openStates = stateNames.filter((state) => isOpen(jobThatIs(state)));

describe('pinning', () => {
  it.each<StateName>(endedStates)('is recorded for a job that is %s, with the attempt and the reason', (state) => {
    expect(decide(jobThatIs(state), pin)).toEqual([{ type: 'job_pinned', data }]);
  });

  it.each<StateName>(openStates)('is refused while %s', (state) => {
    const { status } = jobThatIs(state);
    expect(outcome(decide(jobThatIs(state), pin))).toBe(`wrong_status: Cannot pin job with status: ${status}`);
  });

  it('keeps who pinned the job, and when', () => {
    expect(pinned).toMatchObject({ pinned: { at: '2026-01-01T08:00:20.000Z', by: 'ada' } });
  });

  it('is refused for a pinned job', () => {
    expect(outcome(decide(pinned, pin))).toBe('already_pinned: Cannot pin: this job is pinned already.');
  });

  it('is refused while the files of the job are being deleted', () => {
    const request = { attempt: 1, reason: null, what: 'work_dir', rule: null } as const;
    const job = evolve(jobThatIs('completed'), recorded(20, 'clean_requested', request));
    expect(outcome(decide(job, pin))).toBe(
      'being_cleaned: Cannot pin: its files are being deleted. Wait until that is done.',
    );
  });
});
