import { lostText, readyText } from './sheet-text.ts';

describe('the words of a samplesheet', () => {
  it('call a sheet with warnings ready only where its one job has a name', () => {
    expect([readyText(1, false), readyText(12, false), readyText(1, true)]).toEqual([
      ...[': the job can be submitted', ': the jobs can be submitted', '. The job still needs a name.'],
    ]);
  });

  it('count the rows that leaving would throw away, not their jobs', () => {
    expect(lostText(12)).toBe('12 rows of this sheet would be lost: they have not been submitted.');
    expect(lostText(1)).toBe('1 row of this sheet would be lost: it has not been submitted.');
  });
});
