import { jobThatIs, outcome, stateNames, type StateName } from '../job.fixture.ts';
import { move as rules } from './move.ts';

describe('moving to another queue', () => {
  const move = (state: StateName, queue = 'urgent') =>
    rules.decide(jobThatIs(state), { name: 'move', queue, reason: null });

  it('is recorded of a waiting job, with where it was', () => {
    expect(move('pending')).toEqual([{ type: 'queue_changed', data: { from: 'default', to: 'urgent', reason: null } }]);
    expect(outcome(move('pending', 'default'))).toBe('already so');
  });

  it('is refused once a runner has claimed the job, and while it is being cancelled', () => {
    expect(outcome(move('pending, claimed'))).toMatch(/^already_claimed: /);
    expect(outcome(move('pending, cancelling'))).toMatch(/^being_cancelled: /);
  });

  it.each(stateNames.filter((state) => !state.startsWith('pending')))('is refused while %s', (state) => {
    expect(outcome(move(state))).toBe(`wrong_status: Cannot move job with status: ${jobThatIs(state).status}`);
  });
});
