import { whyNoRelease } from './why-no-release.ts';

describe('launch options that no release of Nextflow can meet', () => {
  it.each([
    ['>=26, <24', 'no release of Nextflow is both >=26 and <24'],
    ['24.10, >=25', 'no release of Nextflow is both 24.10 and >=25'],
    ['>=24, <26, >=26.04', 'no release of Nextflow is both <26 and >=26.04'],
    ['!>24.10.0, <24.10.1', 'no release of Nextflow is both >24.10.0 and <24.10.1'],
    ['<>24, 24.10.x', 'no release of Nextflow is both <>24 and 24.10.x'],
    ['>=24.10, !=24, <25', 'no release of Nextflow is >=24.10 and !=24 and <25'],
    ['25.10.4, 25.10.6', 'no release of Nextflow is both 25.10.4 and 25.10.6'],
    ['<0', 'no release of Nextflow is <0'],
  ])('include a contradiction: %s', (nextflow, why) => {
    expect(whyNoRelease({ nextflow })).toBe(why);
  });

  it.each([
    '24.10',
    '25.05.0-edge',
    '24.10.0.5928',
    '>=24.04, <26',
    '>24.10.0, <24.10.2',
    '24.04+',
    '24.10.+, !=24.10.0',
  ])('are absent: %s', (nextflow) => {
    expect(whyNoRelease({ nextflow })).toBeNull();
  });

  it.each([
    '>24, <26, !=25.01',
    '>=25.04, <=25.04',
    '>=24.10.3, <24.11',
    '!>=23.04.0',
    '>=99',
    '<17',
    '>24.10.150, 24.10',
  ])('are absent too: %s', (nextflow) => {
    expect(whyNoRelease({ nextflow })).toBeNull();
  });

  it('include a parser that no requested version has', () => {
    const ask = (nextflow?: string) => whyNoRelease({ ...(nextflow && { nextflow }), syntax_parser: 'v2' });
    expect(ask('24.10')).toBe('no Nextflow 24.10 has the parser v2, which is there since 25.02');
    expect(ask('>=22.10,<25')).toBe('no Nextflow >=22.10, <25 has the parser v2, which is there since 25.02');
    expect(['>=24', '25.02', '25', undefined].map(ask)).toEqual([null, null, null, null]);
    expect(whyNoRelease({ nextflow: '24.10', syntax_parser: 'v1' })).toBeNull();
  });
});
