import { pairFastqs } from './pair-fastqs.ts';
import { parseFastqName } from './parse-fastq-name.ts';
import { SAMPLE_NAME, sampleNameOf } from './sample-name.ts';

describe('parseFastqName', () => {
  it.each([
    ['S1_R1.fastq.gz', 'S1', 1, null],
    ['S1_R2.fq.gz', 'S1', 2, null],
    ['S1.R2.fastq.gz', 'S1', 2, null],
    ['SRR12345_1.fastq.gz', 'SRR12345', 1, null],
    ['SRR12345_2.FASTQ.GZ', 'SRR12345', 2, null],
    ['PAT-01_S12_L003_R2_001.fastq.gz', 'PAT-01', 2, 'L003'],
    ['PAT-01_S12_R1_001.fastq.gz', 'PAT-01', 1, null],
    ['PAT-01_L002_R1.fastq.gz', 'PAT-01', 1, 'L002'],
    ['PAT-01_L002_R1_002.fastq.gz', 'PAT-01', 1, 'L002_002'],
    ['a_b_1_R1.fastq.gz', 'a_b_1', 1, null],
    ['reads.fastq.gz', 'reads', null, null],
    ['R1.fastq.gz', 'R1', null, null],
  ] as const)('reads %s as sample %s, read %s, lane %s', (name, sample, read, lane) => {
    expect(parseFastqName(name)).toEqual({ stem: sample, sample, read, lane, isIndex: false });
  });

  it.each([
    ['Müller, Jörg_R1.fastq.gz', 'Müller, Jörg', 'Muller-Jorg'],
    ['Müller_L001_R1.fastq.gz'.normalize('NFD'), 'Müller'.normalize('NFC'), 'Muller'],
    ['Иванов_S3_L001_R1_001.fastq.gz', 'Иванов', 'sample'],
    ['ПАЦ-1.fastq.gz', 'ПАЦ-1', '1'],
    ['.fastq.gz', '.fastq.gz', 'sample'],
  ])('keeps the stem of %s unchanged: %s, with the valid name %s', (name, stem, sample) => {
    expect(parseFastqName(name)).toMatchObject({ stem, sample });
  });
});

describe('sampleNameOf', () => {
  it.each(['../../etc/passwd', '-rf', '', '💥', 'a'.repeat(300), 'a/b\\c\0d', '..', ' x '])(
    'makes a valid name from %j',
    (text) => {
      expect(sampleNameOf(text)).toMatch(SAMPLE_NAME);
    },
  );
});

describe('pairFastqs', () => {
  const names = (...all: string[]) =>
    pairFastqs(all.map((name) => ({ name }))).map(({ sample, lanes, isSingleEnd, problems }) => ({
      sample,
      lanes: lanes.map(({ lane, r1, r2 }) => [lane, r1?.name ?? null, r2?.name ?? null]),
      isSingleEnd,
      problems,
    }));

  it('groups pairs of several samples in any order', () => {
    expect(names('B_2.fq.gz', 'A10_R1.fastq.gz', 'A2_R2.fastq.gz', 'B_1.fq.gz', 'A2_R1.fastq.gz', 'A10_R2.fastq.gz'))
      // oxfmt-ignore
      .toEqual([
        { sample: 'A2', lanes: [[null, 'A2_R1.fastq.gz', 'A2_R2.fastq.gz']], isSingleEnd: false, problems: [] },
        { sample: 'A10', lanes: [[null, 'A10_R1.fastq.gz', 'A10_R2.fastq.gz']], isSingleEnd: false, problems: [] },
        { sample: 'B', lanes: [[null, 'B_1.fq.gz', 'B_2.fq.gz']], isSingleEnd: false, problems: [] },
      ]);
  });

  it('groups the lanes of a sample', () => {
    const [sample, ...rest] = names(
      ...['L002', 'L001'].flatMap((lane) => [`S_S1_${lane}_R2_001.fastq.gz`, `S_S1_${lane}_R1_001.fastq.gz`]),
    );
    expect(rest).toEqual([]);
    expect(sample).toEqual({
      sample: 'S',
      lanes: ['L001', 'L002'].map((lane) => [lane, `S_S1_${lane}_R1_001.fastq.gz`, `S_S1_${lane}_R2_001.fastq.gz`]),
      isSingleEnd: false,
      problems: [],
    });
  });

  it('treats files without a partner as single-end', () => {
    expect(names('S_R1.fastq.gz', 'reads.fastq.gz')).toEqual([
      { sample: 'reads', lanes: [[null, 'reads.fastq.gz', null]], isSingleEnd: true, problems: [] },
      { sample: 'S', lanes: [[null, 'S_R1.fastq.gz', null]], isSingleEnd: true, problems: [] },
    ]);
  });

  const named = (...all: string[]) =>
    pairFastqs(all.map((name) => ({ name }))).map(({ stem, sample }) => [stem, sample]);

  it('never joins files whose names differ only in characters that a sample name cannot have', () => {
    expect(names('Иванов_L001_R1.fastq.gz', 'Петров_L002_R1.fastq.gz')).toEqual([
      { sample: 'sample', lanes: [['L001', 'Иванов_L001_R1.fastq.gz', null]], isSingleEnd: true, problems: [] },
      { sample: 'sample-2', lanes: [['L002', 'Петров_L002_R1.fastq.gz', null]], isSingleEnd: true, problems: [] },
    ]);
  });

  it.each([
    [
      ['ПАЦ-1', 'ОБР-1'],
      ['ОБР-1', '1'],
      ['ПАЦ-1', '1-2'],
    ],
    [
      ['Müller', 'Muller'],
      ['Muller', 'Muller'],
      ['Müller', 'Muller-2'],
    ],
    [
      ['sample', 'Иванов', 'Петров', 'sample-2'],
      ['sample', 'sample'],
      ['sample-2', 'sample-2'],
      ['Иванов', 'sample-3'],
      ['Петров', 'sample-4'],
    ],
    [
      ['В-1-2', 'Б-1', 'А-1'],
      ['А-1', '1'],
      ['Б-1', '1-3'],
      ['В-1-2', '1-2'],
    ],
    [
      // Equal if digits are compared as numbers.
      ['李٠١', '李٠٠١'],
      ['李٠٠١', 'sample'],
      ['李٠١', 'sample-2'],
    ],
  ])('gives each of %j a different name, in any order', (stems, ...expected) => {
    const files = stems.flatMap((stem) => [`${stem}_R1.fastq.gz`, `${stem}_R2.fastq.gz`]);
    expect(named(...files)).toEqual(expected);
    expect(named(...files.reverse())).toEqual(expected);
  });

  it('proposes no name of an existing sample for files whose name has to change', () => {
    const files = ['Иванов', 'Müller', 'PAT-1'].map((stem) => ({ name: `${stem}_R1.fastq.gz` }));
    const others = new Set(['sample', 'sample-2', 'Muller', 'PAT-1']);
    expect(pairFastqs(files, others).map(({ sample }) => sample)).toEqual(['Muller-2', 'PAT-1', 'sample-3']);
  });

  it('gives valid and different names to samples with the same first 63 characters', () => {
    const long = 'a'.repeat(63);
    const all = named(...Array.from({ length: 12 }, (_, index) => `${long}${String(index)}x_R1.fastq.gz`));
    expect(new Set(all.map(([, sample]) => sample)).size).toBe(12);
    for (const [, sample] of all) expect(sample).toMatch(SAMPLE_NAME);
    expect(all.slice(0, 2).map(([, sample]) => sample)).toEqual([long, `${'a'.repeat(61)}-2`]);
  });

  it('pairs files whose names differ only in Unicode normalisation', () => {
    const pair = ['Müller_R1.fastq.gz'.normalize('NFC'), 'Müller_R2.fastq.gz'.normalize('NFD')] as const;
    expect(names(...pair)).toEqual([{ sample: 'Muller', lanes: [[null, ...pair]], isSingleEnd: false, problems: [] }]);
  });

  it.each([
    [['S_R2.fastq.gz'], 'Read 1 is missing: S_R2.fastq.gz has no partner.'],
    [
      ['S_L001_R1.fastq.gz', 'S_L001_R2.fastq.gz', 'S_L002_R1.fastq.gz'],
      'Read 2 of lane L002 is missing: S_L002_R1.fastq.gz has no partner.',
    ],
    [['S_R1.fastq.gz', 'S_1.fastq.gz', 'S_R2.fastq.gz'], 'S_R1.fastq.gz and S_1.fastq.gz are both read 1.'],
    [['S_R1.fastq.gz', 'S_R1.fastq.gz', 'S_R2.fastq.gz'], 'S_R1.fastq.gz and S_R1.fastq.gz are both read 1.'],
    [
      ['S_S1_L001_R1_001.fastq.gz', 'S_S1_L001_I1_001.fastq.gz'],
      'S_S1_L001_I1_001.fastq.gz holds index reads, which pipelines do not take.',
    ],
  ])('refuses %j', (given, problem) => {
    expect(names(...given).flatMap(({ problems }) => problems)).toEqual([problem]);
  });
});
