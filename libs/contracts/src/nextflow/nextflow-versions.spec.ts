import { hashesSharedByAll, nextflowText, sharedHashes } from './nextflow-run.ts';
import { hasParser, parserOf } from './syntax-parser.ts';
import { compareVersions, isInsistent, isVersionCondition, meetsVersion } from './version-condition.ts';

describe('Nextflow versions', () => {
  it('are ordered by number, with an edge release after the version that it is named after', () => {
    const versions = ['26.04.10', '25.05.0-edge', '22.10.7', '24.10.0 (simulated)', '26.04.2', '25.05.0', '24.4.1'];
    expect(versions.toSorted(compareVersions)).toEqual([
      ...['22.10.7', '24.4.1', '24.10.0 (simulated)', '25.05.0', '25.05.0-edge', '26.04.2', '26.04.10'],
    ]);
    expect(compareVersions('24.10', '24.10.0')).toBe(0);
  });

  it.each([
    ['22.10.7', '22.10.7', true],
    ['22.10.7', '22.10', true],
    ['22.10.7', '22', true],
    ['22.10.7', '22.1', false],
    ['22.10.7', '=22.10.6', false],
    ['22.10.7', '==22.10.7', true],
    ['24.10.0', '>=22.10', true],
    ['24.10.0', '!>=23.04.0', true],
    ['24.10.0', '! >= 25.10', false],
    ['24.10.0', '>=24.04, <25', true],
    ['25.04.1', '>=24.04,<25', false],
    ['24.10.0', '>24.10.0', false],
    ['24.10.0', '<=24.10.0', true],
    ['24.10.0', '<>24.10.0', false],
    // As in a manifest, where a leading `!` makes a condition strict.
    ['24.10.0', '!=24.10.0', false],
    ['24.10.1', '!=24.10.0', true],
    ['26.04.6', '!=26.04.6, >=25.04.0', false],
    ['24.10.4', '24.04+', true],
    ['25.04.0', '24.04+', false],
    ['24.10.4', '24.10.+', true],
    ['24.11.0', '24.10.+', false],
    ['24.10.4', '24.10.x', true],
    ['24.10.4', '24+', true],
    ['25.05.0-edge', '>=25.05', true],
    ['24.10.0 (simulated)', '>=24.10.0', true],
    ['24.10.0', 'newest', false],
  ])('meet a condition: %s %s', (version, condition, met) => {
    expect(meetsVersion(version, condition)).toBe(met);
  });

  it('have conditions that differ from other texts', () => {
    for (const text of ['25.10', '25.10.4', '25.05.0-edge', '>=25.10', '!>=23.04.0', '24.10+', '24.10.x', '>24, <26'])
      expect(isVersionCondition(text)).toBe(true);
    for (const text of ['', 'latest', '>=', '>=24.10+', '~24.10', '24.10;26', '>= 24.10 <26', '-resume'])
      expect(isVersionCondition(text)).toBe(false);
    expect(['!>=23.04', ' ! 24.10', '>=23.04'].map(isInsistent)).toEqual([true, true, false]);
  });
});

describe('the parsers of a version', () => {
  it('are two since 25.02, with v2 as the default since 26.04', () => {
    expect(hasParser('24.10.0', 'v2')).toBe(false);
    expect(hasParser('24.10.0', 'v1')).toBe(true);
    expect(hasParser('25.02.0-edge', 'v2')).toBe(true);
    expect([parserOf('24.10.0'), parserOf('25.10.4'), parserOf('26.04.0')]).toEqual([null, 'v1', 'v2']);
  });

  it('can be selected if there are two', () => {
    expect([parserOf('24.10.0', 'v2'), parserOf('25.10.4', 'v2'), parserOf('26.04.0', 'v1')]).toEqual([
      ...[null, 'v2', 'v1'],
    ]);
    expect(parserOf('26.04.0', 'v3')).toBe('v2');
  });
});

describe('the hashes of tasks', () => {
  const run = (version: string, parser: 'v1' | 'v2' | null = null) => ({ version, parser });

  it.each([
    ['all', run('24.10.0'), run('24.10.4')],
    ['all', run('23.10.0'), run('23.10.1')],
    ['some', run('22.10.7'), run('23.10.1')],
    ['all', run('24.10.0'), run('25.04.4', 'v1')],
    ['all', run('25.10.4', 'v1'), run('25.10.4')],
    ['some', run('25.04.4', 'v1'), run('25.10.4', 'v1')],
    ['some', run('25.04.4', 'v1'), run('26.04.6', 'v1')],
    ['some', run('24.10.0'), run('25.04.4', 'v2')],
    ['some', run('26.04.1', 'v2'), run('26.04.2', 'v2')],
    ['some', run('26.04.6', 'v2'), run('26.08.0-edge', 'v2')],
    ['some', run('26.08.0-edge', 'v2'), run('26.04.6', 'v2')],
    ['some', run('25.10.4', 'v1'), run('25.10.4', 'v2')],
    ['none', run('23.10.1'), run('24.10.0')],
    ['none', run('22.10.7'), run('26.04.6', 'v2')],
  ] as const)('allow a resume to find %s tasks of $1.version by $2.version', (found, ran, next) => {
    expect(sharedHashes(ran, next)).toBe(found);
  });

  it.each([
    ['all', run('25.04.4', 'v2'), { nextflow: '25.04.4' }],
    ['all', run('25.04.4', 'v1'), { nextflow: '!25.04' }],
    ['all', run('24.10.0'), { nextflow: '>=24.04, <25.02' }],
    ['all', run('24.10.0'), { nextflow: '>=24.10.0, <=25.06', syntax_parser: 'v1' }],
    ['some', run('24.10.0'), { nextflow: '>=24.10.0, <=25.07' }],
    ['some', run('23.10.1'), { nextflow: '<24' }],
    ['some', run('23.10.1'), { nextflow: '>=23.10' }],
    ['some', run('26.04.6', 'v2'), { nextflow: '26.04' }],
    ['some', run('26.04.6', 'v2'), { nextflow: '!=26.04.5, 26.04' }],
    ['all', run('26.04.6', 'v2'), { nextflow: '>=26.04.2, 26.04' }],
    // The version of the last attempt, even if its launcher reported a different version.
    ['some', run('23.10.1'), { nextflow: '24.10.0' }],
    ['some', run('25.04.4', 'v2'), { syntax_parser: 'v2' }],
    ['some', run('24.10.0'), {}],
  ] as const)(
    'allow a resume to find %s tasks of %o, for any Nextflow of %o that the job waits for',
    (found, ran, wanted) => {
      expect(hashesSharedByAll(ran, wanted)).toBe(found);
    },
  );

  it('are described in text for a run', () => {
    expect([nextflowText(run('24.10.0')), nextflowText(run('25.10.4', 'v2'))]).toEqual([
      ...['24.10.0', '25.10.4, parser v2'],
    ]);
  });
});
