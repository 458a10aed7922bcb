import { lostWords, readyWords } from './sheet-words.ts';

describe('the words of a samplesheet', () => {
  it('call a sheet with warnings ready only where its one job has a name', () => {
    expect([readyWords(1, false), readyWords(12, false), readyWords(1, true)]).toEqual([
      ...[': the job can be submitted', ': the jobs can be submitted', '. The job still needs a name.'],
    ]);
  });

  it('count the rows that leaving would throw away, not their jobs', () => {
    expect(lostWords(12)).toBe('12 rows of this sheet would be lost: they have not been submitted.');
    expect(lostWords(1)).toBe('1 row of this sheet would be lost: it has not been submitted.');
  });
});
