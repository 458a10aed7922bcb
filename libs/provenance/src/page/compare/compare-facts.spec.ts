import type { AttemptView } from '@reprise/contracts';
import { aFailure, aJob, anAttempt } from '@reprise/web/testing/views.ts';
import { factsOf, inputFacts, nothingDiffersText, outputFacts, shortSum } from './compare-facts.ts';

const output = (name: string, sum: string) => ({ kind: 'bam', path: `/out/2/${name}`, bytes: 1, sha256: sum });
const METRIC = {
  name: 'mean_depth',
  label: 'Mean depth',
  unit: '×',
  verdict: 'pass' as const,
  warn: null,
  fail: null,
};
const succeeded = (part: Partial<AttemptView> = {}) => anAttempt({ status: 'succeeded', ...part });
const job = aJob({ pipeline: 'wes', sample_name: 'NA12878' });
const ofOne = [job, job] as const;
const names = (rows: { name: string }[]) => rows.map(({ name }) => name);

describe('the comparison of attempts of two jobs', () => {
  const other = aJob({ pipeline: 'panel', sample_name: 'NA12891' });

  it('begins with their samples, and names the pipeline of each', () => {
    const [a, b] = [anAttempt({ pipeline_revision: '9c2f1e7aaaaa' }), anAttempt({ pipeline_revision: '1d3e5f7bbbbb' })];
    expect(factsOf(a, b, [job, other]).differing.map(({ name, a, b }) => [name, a, b])).toEqual([
      ['Sample', 'NA12878', 'NA12891'],
      ['Pipeline and revision', 'wes, 9c2f1e7a', 'panel, 1d3e5f7b'],
    ]);
  });

  it('lists the same sample among what is equal', () => {
    expect(factsOf(anAttempt(), anAttempt(), [job, { ...other, ...job }]).equal[0]).toMatchObject({
      name: 'Sample',
      a: 'NA12878',
    });
  });
});

describe('the comparison of two attempts', () => {
  const failed = anAttempt({
    status: 'failed',
    exit_code: 1,
    failure: aFailure({ step: 'Align reads' }),
    pipeline_revision: '9c2f1e7aaaaa',
    params: { depth: 30, kit: 'A' },
  });

  it('lists differences first, and each parameter by its name', () => {
    const b = {
      ...failed,
      attempt: 2,
      status: 'succeeded' as const,
      exit_code: 0,
      failure: null,
      runner_id: 'runner-b',
    };
    const facts = factsOf(failed, { ...b, params: { depth: 60, kit: 'A', trim: true } }, ofOne);
    expect(facts.differing.map(({ name, a, b }) => [name, a, b])).toEqual([
      ['Outcome', 'failed, exit 1 at Align reads', 'completed, exit 0'],
      ['Runner', 'runner-a', 'runner-b'],
      ['depth', '30', '60'],
      ['trim', 'not given', 'true'],
    ]);
    expect(names(facts.equal)).toEqual(['Pipeline and revision', 'Nextflow', 'Session', 'kit']);
  });

  it('reports attempts as equal only if their files are', () => {
    const alike = { differing: [], equal: [] };
    const apart = outputFacts(
      succeeded({ outputs: [output('reads.html', 'a'.repeat(64))], output_dir: '/out/2' }),
      succeeded({ outputs: [output('reads.html', 'b'.repeat(64))], output_dir: '/out/2' }),
    );
    expect(nothingDiffersText(alike, alike)).toBe('Both attempts had the same inputs and the same results.');
    expect(nothingDiffersText(alike, apart)).toBe('Nothing here differs, but outputs do: see below.');
    expect(nothingDiffersText(apart, apart)).toBe('Nothing here differs, but inputs and outputs do: see below.');
    expect(nothingDiffersText(null, alike)).toBe(
      'Both attempts had the same results. Whether their inputs were the same is not known.',
    );
    expect(nothingDiffersText(alike, null)).toBe(
      'Both attempts had the same inputs. No results of either are recorded.',
    );
  });

  it('reports a step that ran in another image, or in one of the same name with another digest', () => {
    const ran = (image: string, digest: string | null) =>
      anAttempt({
        images: [
          {
            image,
            digest,
            engine: 'docker',
            executor: 'local',
            image_id: null,
            processes: ['ALIGN'],
            cached: false,
            problem: digest === null ? 'docker did not answer in 5 s' : null,
          },
        ],
      });
    const [one, two] = ['a', 'b'].map((digit) => `sha256:${digit.repeat(64)}`) as [string, string];
    const differing = (a: AttemptView, b: AttemptView) =>
      factsOf(a, b, ofOne).differing.map(({ name, a, b }) => [name, a, b]);
    expect(differing(ran('bwa:1', one), ran('bwa:1', two))).toEqual([
      ['Image of ALIGN', `bwa:1, sha256:${'a'.repeat(12)}…`, `bwa:1, sha256:${'b'.repeat(12)}…`],
    ]);
    expect(differing(ran('bwa:1', one), ran('bwa:1', null))).toEqual([
      ['Image of ALIGN', `bwa:1, sha256:${'a'.repeat(12)}…`, 'bwa:1, digest unknown'],
    ]);
    expect(differing(ran('bwa:1', one), ran('bwa:1', one))).toEqual([]);
    expect(differing(ran('bwa:1', one), anAttempt({}))).toEqual([]);
  });

  it('treats an absent parameter like one that was given as null', () => {
    const [a, b] = [{ kit: null }, {}].map((params) => anAttempt({ params }));
    expect(names(factsOf(a!, b!, ofOne).equal)).toContain('kit');
    const facts = factsOf(a!, anAttempt({ params: { kit: 'B' } }), ofOne);
    expect(facts.differing).toEqual([expect.objectContaining({ name: 'kit', a: 'not given', b: 'B' })]);
  });

  it('includes effective values that are known for both: defaults, tools, quality', () => {
    const run = (min_qual: number, version: string, value: number, output_dir: string) =>
      anAttempt({
        output_dir,
        params: { kit: 'A' },
        described: {
          params: { kit: 'A', min_qual, output_dir },
          params_from: 'run',
          defaults: ['min_qual'],
          pipeline_version: null,
          materials: [],
        },
        tools: [{ name: 'bwa', version, used_by: [] }],
        qc: {
          verdict: 'pass',
          complete: true,
          samples: [{ sample: 'S1', verdict: 'pass', metrics: [{ ...METRIC, value }], charts: [] }],
        },
      });
    const facts = factsOf(run(20, '0.7.17', 73.43, '/out/1'), run(30, '0.7.18', 12, '/out/2'), ofOne);
    expect(facts.differing.map(({ name, a, b }) => [name, a, b])).toEqual([
      ['Mean depth', '73.43\u00a0×', '12\u00a0×'],
      ['bwa', '0.7.17', '0.7.18'],
      ['min_qual', '20', '30'],
    ]);
    expect(names(facts.equal)).toEqual(expect.arrayContaining(['Quality', 'kit']));
    expect(names([...facts.differing, ...facts.equal])).not.toContain('output_dir');
  });

  it('does not claim that a tool was not used if a stopped step named none', () => {
    const [a, b] = [[], [{ name: 'fastp', version: '0.23.2', used_by: [] }]].map((tools) => anAttempt({ tools }));
    expect(factsOf(a!, b!, ofOne).differing).toEqual([
      expect.objectContaining({ name: 'fastp', a: 'not recorded', b: '0.23.2' }),
    ]);
  });

  it('lists launch options that differ, each variable by its name', () => {
    const [a, b] = [{ env: { LAB: '1' } }, { env: { LAB: '2' }, stub_run: true }].map((launch) =>
      anAttempt({ launch: { profiles: ['test'], ...launch } }),
    );
    const facts = factsOf(a!, b!, ofOne);
    expect(facts.differing.map(({ name, a, b }) => [name, a, b])).toEqual([
      ['Variable LAB', '1', '2'],
      ['Stub run', 'none', 'yes'],
    ]);
    expect(names(facts.equal)).toContain('Profiles');
  });

  it('states if one never started', () => {
    const never = anAttempt({ status: 'cancelled', nextflow_version: null, runner_id: null });
    expect(factsOf(failed, never, ofOne).differing.map(({ name, b }) => [name, b])).toEqual([
      ['Outcome', 'cancelled'],
      ['Pipeline and revision', 'not started'],
      ['Nextflow', 'not started'],
      ['Runner', 'none'],
      ['depth', 'not given'],
      ['kit', 'not given'],
    ]);
  });

  it('lists output files that differ by their checksums, whatever their output dirs', () => {
    const a = succeeded({ output_dir: '/out/1', outputs: [{ ...output('x.bam', 'aa'), path: '/out/1/x.bam' }] });
    const b = succeeded({ output_dir: '/out/2', outputs: [output('x.bam', 'aa'), output('bam/y.bam', 'bb')] });
    expect(outputFacts(a, b)?.differing.map(({ name, a, b }) => [name, a, b])).toEqual([['bam/y.bam', 'none', 'bb']]);
    expect(names(outputFacts(a, b)!.equal)).toEqual(['x.bam']);
  });

  it('does not claim that an unsuccessful attempt has no outputs, since none are recorded', () => {
    const b = succeeded({ output_dir: '/out/2', outputs: [output('x.bam', 'aa')] });
    expect(outputFacts(failed, b)?.differing.map(({ a, b }) => [a, b])).toEqual([['not recorded', 'aa']]);
    expect(outputFacts(failed, failed)).toBeNull();
  });

  it('lists changed input files, once those of both are known', () => {
    const file = (name: string, sum: string | null) => ({
      path: `/in/${name}`,
      bytes: 1,
      sha256: sum,
      read_at: null,
      problem: sum ? null : ('vanished' as const),
    });
    const having = (...files: ReturnType<typeof file>[]) =>
      anAttempt({ inputs: { files, manifest: null, complete: true } });
    const [a, b] = [
      having(file('x', 'aa'), file('y', 'bb'), file('z', 'cc')),
      having(file('x', 'aa'), file('y', 'b2')),
    ];
    expect(inputFacts(a, b)?.differing.map(({ name, a, b }) => [name, a, b])).toEqual([
      ['/in/y', 'bb', 'b2'],
      ['/in/z', 'cc', 'none'],
    ]);
    expect(names(inputFacts(a, b)!.equal)).toEqual(['/in/x']);
    expect(inputFacts(a, having(file('x', null)))?.differing[0]).toMatchObject({ a: 'aa', b: 'was gone' });
    expect(inputFacts(a, anAttempt())).toBeNull();
  });

  it('compares the list files of the outputs if they are too many for an event', () => {
    const many = succeeded({ outputs_manifest: { path: '/m', sha256: 'cc', count: 4000 } });
    expect(outputFacts(succeeded(), many)?.differing.map(({ name, b }) => [name, b])).toEqual([
      ['list of 4,000 files', 'cc'],
    ]);
  });

  it('shortens checksums only', () => {
    expect([shortSum('5f0c'.padEnd(60, '0') + '91ae'), shortSum('none')]).toEqual(['5f0c…91ae', 'none']);
  });
});
