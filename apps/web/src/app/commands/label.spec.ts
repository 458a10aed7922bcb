import { aJob } from '../testing/views.ts';
import { fieldValues } from './dialog/field-value.ts';
import { label } from './label.ts';

const sent = (set: string, remove = '') => fieldValues(label.fields, { set, remove });

describe('the dialog for labels', () => {
  it('shows the labels that the job has', () => {
    expect(label.dialog(aJob({ labels: { run: '48', project: 'cardio' } })).lead).toBe(
      'Labels now: project=cardio, run=48.',
    );
    expect(label.dialog(aJob()).lead).toBe('Labels now: none.');
  });

  it('sends the labels to set and the keys to remove, and leaves out an empty field', () => {
    expect(sent('run=48, project = cardio', 'site,')).toEqual({
      set: { run: '48', project: 'cardio' },
      remove: ['site'],
    });
    expect(sent(' ', 'site')).toEqual({ remove: ['site'] });
    expect(sent('run=48')).toEqual({ set: { run: '48' } });
  });

  it('leaves the check of a wrong label to the server', () => {
    expect(sent('run, a=b=c')).toEqual({ set: { run: '', a: 'b=c' } });
  });

  it('reports the labels after the change', () => {
    expect(label.outcome(aJob({ sample_name: 'S1', labels: { run: '48' } }))).toBe('S1 has the labels run=48');
    expect(label.outcome(aJob({ sample_name: 'S1' }))).toBe('S1 has no labels');
  });
});
