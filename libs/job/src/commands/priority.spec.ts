import { allowedActions } from '../allowed-actions.ts';
import { evolve } from '../evolve.ts';
import { jobThatIs, outcome, recorded, stateNames, type StateName } from '../job.fixture.ts';
import { priority as rules } from './priority.ts';

describe('changing the priority', () => {
  const change = (state: StateName, priority = 10) =>
    rules.decide(jobThatIs(state), { name: 'priority', priority, reason: 'urgent' });

  it('is recorded for a waiting job, with its previous value', () => {
    expect(change('pending')).toEqual([{ type: 'priority_changed', data: { from: 0, to: 10, reason: 'urgent' } }]);
    expect(change('pending', 0)).toEqual([]);
  });

  it('is refused once a runner has claimed the job, and during a cancel', () => {
    expect(outcome(change('pending, claimed'))).toMatch(/^already_claimed: /);
    expect(outcome(change('pending, cancelling'))).toMatch(/^being_cancelled: /);
  });

  it.each(stateNames.filter((state) => !state.startsWith('pending')))('is refused while %s', (state) => {
    const { status } = jobThatIs(state);
    expect(outcome(change(state))).toBe(`wrong_status: Cannot change the priority of job with status: ${status}`);
  });

  it('applies while the job waits, and not afterwards', () => {
    const changed = recorded(20, 'priority_changed', { from: 0, to: 7, reason: null });
    expect(evolve(jobThatIs('pending'), changed)).toEqual({ ...jobThatIs('pending'), priority: 7 });
    for (const name of ['running', 'paused', 'completed'] as const)
      expect(evolve(jobThatIs(name), changed)).toMatchObject({ priority: 0 });
  });

  it('is refused in complete sentences', () => {
    expect(outcome(change('pending, claimed'))).toBe(
      'already_claimed: Cannot change the priority: a runner is about to start the job.',
    );
    expect(outcome(change('pending, cancelling'))).toBe(
      'being_cancelled: Cannot change the priority: the job is being cancelled.',
    );
  });

  it('is offered for a waiting job of any priority', () => {
    expect(allowedActions(jobThatIs('pending'), 'absent')).toContain('priority');
    expect(allowedActions(jobThatIs('running'), 'absent')).not.toContain('priority');
  });
});
