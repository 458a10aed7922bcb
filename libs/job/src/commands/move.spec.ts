import { allowedActions } from '../allowed-actions.ts';
import { evolve } from '../evolve.ts';
import { jobThatIs, outcome, recorded, stateNames, type StateName } from '../job.fixture.ts';
import type { Job } from '../state.ts';
import { move as rules } from './move.ts';

describe('moving to another queue', () => {
  const move = (state: StateName, queue = 'urgent') =>
    rules.decide(jobThatIs(state), { name: 'move', queue, reason: null });

  it('is recorded for a waiting job, with its previous queue', () => {
    expect(move('pending')).toEqual([{ type: 'queue_changed', data: { from: 'default', to: 'urgent', reason: null } }]);
    expect(move('pending', 'default')).toEqual([]);
  });

  it('is refused once a runner has claimed the job, and during a cancel', () => {
    expect(outcome(move('pending, claimed'))).toMatch(/^already_claimed: /);
    expect(outcome(move('pending, cancelling'))).toMatch(/^being_cancelled: /);
  });

  it.each(stateNames.filter((state) => !state.startsWith('pending')))('is refused while %s', (state) => {
    expect(outcome(move(state))).toBe(`wrong_status: Cannot move job with status: ${jobThatIs(state).status}`);
  });

  it('changes the queue of that waiting job only', () => {
    const moved = recorded(20, 'queue_changed', { from: 'default', to: 'urgent', reason: null });
    expect(evolve(jobThatIs('pending'), moved)).toEqual({ ...jobThatIs('pending'), queue: 'urgent' });
    for (const name of ['pending, claimed', 'running', 'completed'] as const)
      expect(evolve(jobThatIs(name), moved)).toMatchObject({ queue: 'default' });
  });

  it('is refused in complete sentences', () => {
    expect(outcome(move('pending, claimed'))).toBe('already_claimed: Cannot move: a runner is about to start the job.');
    expect(outcome(move('pending, cancelling'))).toBe('being_cancelled: Cannot move: the job is being cancelled.');
  });

  it('is offered for a waiting job in any queue', () => {
    const inAny = { ...jobThatIs('pending'), queue: 'urgent' } as Job;
    for (const job of [jobThatIs('pending'), inAny]) expect(allowedActions(job, 'absent')).toContain('move');
    expect(allowedActions(jobThatIs('pending, claimed'), 'absent')).not.toContain('move');
  });
});
