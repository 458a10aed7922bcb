import { MAX_LABELS, type Labels } from '@reprise/contracts';
import { allowedActions } from '../allowed-actions.ts';
import { evolve } from '../evolve.ts';
import { jobThatIs, outcome, recorded, stateNames, submission, type StateName } from '../job.fixture.ts';
import { unknownJob, type Job } from '../state.ts';
import { label } from './label.ts';

const isCancelling = (state: StateName) => state.includes('cancelling');
const labelled = (labels: Labels) => evolve(unknownJob, recorded(1, 'submitted', { ...submission, labels })) as Job;
const change = (job: Job, fields: { set?: Labels; remove?: string[] }) =>
  label.decide(job, { name: 'label', reason: 'sorted', ...fields });

describe('changing the labels of a job', () => {
  it.each<StateName>(stateNames.filter((state) => !isCancelling(state)))('is recorded while %s', (state) => {
    const data = { from: {}, to: { run: '48' }, reason: 'sorted' };
    expect(change(jobThatIs(state), { set: { run: '48' } })).toEqual([{ type: 'labels_changed', data }]);
    expect(allowedActions(jobThatIs(state), 'absent')).toContain('label');
    expect(evolve(jobThatIs(state), recorded(40, 'labels_changed', data))).toEqual({
      ...jobThatIs(state),
      labels: { run: '48' },
    });
  });

  it.each<StateName>(stateNames.filter(isCancelling))('is refused while %s', (state) => {
    expect(outcome(change(jobThatIs(state), { set: { run: '48' } }))).toBe(
      'being_cancelled: Cannot change the labels: the job is being cancelled.',
    );
  });

  it('sets and removes keys, and keeps the others', () => {
    const from = { run: '47', project: 'cardio', site: 'b' };
    expect(change(labelled(from), { set: { run: '48', new: 'x' }, remove: ['site', 'unknown'] })).toMatchObject([
      { data: { from, to: { run: '48', project: 'cardio', new: 'x' } } },
    ]);
  });

  it('has no effect if the job has these labels already', () => {
    expect(change(labelled({ run: '48' }), { set: { run: '48' }, remove: ['project'] })).toEqual([]);
  });

  it('is refused if the job would have too many', () => {
    const full = Object.fromEntries(Array.from({ length: MAX_LABELS }, (_, n) => [`k${n}`, 'v']));
    expect(outcome(change(labelled(full), { set: { run: '48' } }))).toBe(
      'too_many_labels: Cannot change the labels: a job has at most 20, and this one would have 21.',
    );
    expect(change(labelled(full), { set: { run: '48' }, remove: ['k0'] })).toHaveLength(1);
  });

  it('is offered for a job with the maximum number of labels, because some can be removed', () => {
    const full = Object.fromEntries(Array.from({ length: 20 }, (_, n) => [`key-${String(n)}`, 'x']));
    expect(allowedActions(labelled(full), 'absent')).toContain('label');
  });

  it('leaves a job without labels as if it never had some', () => {
    const data = { from: { run: '48' }, to: {}, reason: null };
    expect(evolve(labelled({ run: '48' }), recorded(2, 'labels_changed', data))).not.toHaveProperty('labels');
  });
});
