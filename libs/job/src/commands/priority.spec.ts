import { jobThatIs, outcome, stateNames, type StateName } from '../job.fixture.ts';
import { priority as rules } from './priority.ts';

describe('changing the priority', () => {
  const change = (state: StateName, priority = 10) =>
    rules.decide(jobThatIs(state), { name: 'priority', priority, reason: 'urgent' });

  it('is recorded of a waiting job, with what it was', () => {
    expect(change('pending')).toEqual([{ type: 'priority_changed', data: { from: 0, to: 10, reason: 'urgent' } }]);
    expect(outcome(change('pending', 0))).toBe('already so');
  });

  it('is refused once a runner has claimed the job, and while it is being cancelled', () => {
    expect(outcome(change('pending, claimed'))).toMatch(/^already_claimed: /);
    expect(outcome(change('pending, cancelling'))).toMatch(/^being_cancelled: /);
  });

  it.each(stateNames.filter((state) => !state.startsWith('pending')))('is refused while %s', (state) => {
    const { status } = jobThatIs(state);
    expect(outcome(change(state))).toBe(`wrong_status: Cannot change the priority of job with status: ${status}`);
  });
});
