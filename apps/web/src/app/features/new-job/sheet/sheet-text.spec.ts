import { lostText, readyText } from './sheet-text.ts';

describe('the text of a samplesheet', () => {
  it('shows a sheet with warnings as ready only if its one job has a name', () => {
    expect([readyText(1, false), readyText(12, false), readyText(1, true)]).toEqual([
      ...[': the job can be submitted', ': the jobs can be submitted', '. The job still needs a name.'],
    ]);
  });

  it('counts the rows that would be lost, not their jobs', () => {
    expect(lostText(12)).toBe('12 rows of this sheet would be lost: they have not been submitted.');
    expect(lostText(1)).toBe('1 row of this sheet would be lost: it has not been submitted.');
  });
});
