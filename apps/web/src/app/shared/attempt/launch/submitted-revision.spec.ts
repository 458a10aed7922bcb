import { anEntry } from '../../../testing/views.ts';
import { otherThanSubmittedText, submittedRevision } from './submitted-revision.ts';

describe('the submitted revision of a pipeline', () => {
  const submitted = anEntry('submitted', { data: { pipeline_revision: '5d5a169a00' } });
  const rerun = (attempt: number, revision?: { name: string; commit: string }) =>
    anEntry('rerun_requested', { attempt, data: { attempt, revision } });

  it('is that of the submission, until a rerun selects another', () => {
    const chosen = rerun(3, { name: '2.0', commit: 'c2' });
    const history = [submitted, rerun(2), chosen, rerun(4)];
    expect([1, 2, 3, 4].map((attempt) => submittedRevision(history, attempt))).toEqual([
      ...['5d5a169a00', '5d5a169a00', 'c2', 'c2'],
    ]);
    expect(submittedRevision([rerun(2)], 2)).toBeNull();
  });

  it('is shown if another one ran', () => {
    expect(otherThanSubmittedText('5d5a169a00', '1b75885f00')).toBe(
      'The pipeline changed after the job was submitted: revision 5d5a169a was submitted, 1b75885f ran.',
    );
    expect(otherThanSubmittedText('5d5a169a00', '5d5a169a00')).toBe('');
    expect(otherThanSubmittedText(null, '1b75885f00')).toBe('');
    expect(otherThanSubmittedText('5d5a169a00', null)).toBe('');
  });
});
