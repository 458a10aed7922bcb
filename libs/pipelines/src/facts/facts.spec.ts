import type { QcRules } from '@reprise/contracts';
import type { Pipeline } from '../pipeline.ts';
import { withDeclared } from '../schema/declared-schema.ts';
import { readParamsBlock } from '../schema/params-block.ts';
import { describeRun } from './describe-run.ts';
import { judgeMeasures } from './judge-measures.ts';
import { parseVersions, toolsOf } from './parse-versions.ts';
import { readMeasures } from './read-measures.ts';

const rules: QcRules = {
  files: 'qc/*.json',
  metrics: {
    reads: { label: 'Reads' },
    mean_depth: { label: 'Mean depth', unit: '×', warn: { below: 30 }, fail: { below: 20 } },
    ti_tv: { label: 'Ti/Tv', from: 'Ti/Tv', warn: { below: 2, above: 3.5 } },
  },
  charts: { depth: { label: 'Depth', x: 'Depth', y: 'Targets, %' } },
};
const verdicts = (path: string, text: string) => {
  const { verdict, samples } = judgeMeasures(readMeasures(path, text, rules), rules);
  return { verdict, of: samples.map(({ sample, metrics }) => [sample, ...metrics.map((metric) => metric.verdict)]) };
};
const json = (metrics: object, more: object = {}) => JSON.stringify({ sample: 'S1', metrics, ...more });

describe('the quality of a sample', () => {
  it.each([
    [{ reads: 5, mean_depth: 30, 'Ti/Tv': 2.9 }, 'pass', ['S1', null, 'pass', 'pass']],
    [{ reads: 5, mean_depth: 29.9, 'Ti/Tv': 2.9 }, 'warn', ['S1', null, 'warn', 'pass']],
    [{ reads: 5, mean_depth: 19.9, 'Ti/Tv': 4 }, 'fail', ['S1', null, 'fail', 'warn']],
  ])('of %j is %s', (metrics, verdict, of) => {
    expect(verdicts('qc/S1.json', json(metrics))).toEqual({ verdict, of: [of] });
  });

  it('warns if a metric with a limit is missing, unless the pipeline marks it as not applicable', () => {
    expect(verdicts('a.json', json({ mean_depth: 40 })).of).toEqual([['S1', null, 'pass', 'warn']]);
    expect(verdicts('a.json', json({ mean_depth: 40, 'Ti/Tv': null })).of).toEqual([['S1', null, 'pass', null]]);
  });

  it('is also read from a table, such as the general statistics of MultiQC', () => {
    const table = 'Sample\tTi/Tv\tother\tmean_depth\nS1\t3.0\tx\t41\nS1_R1\t\t7\t\nS2\t3.0\tx\t10\n';
    expect(verdicts('multiqc_general_stats.txt', table)).toEqual({
      verdict: 'fail',
      of: [
        ['S1', null, 'pass', 'pass'],
        ['S2', null, 'fail', 'pass'],
      ],
    });
  });

  it('has charts with as many points as are visible, and none for non-numbers', () => {
    const points = Array.from({ length: 500 }, (_, x) => [x, 500 - x]);
    const text = json({ reads: 1 }, { charts: { depth: [...points.toReversed(), ['a', 1], [1]], other: points } });
    const [sample] = judgeMeasures(readMeasures('a.json', text, rules), rules).samples;
    expect(sample!.charts).toMatchObject([{ name: 'depth', label: 'Depth' }]);
    expect(sample!.charts[0]!.points.length).toBeLessThanOrEqual(61);
    expect([sample!.charts[0]!.points[0], sample!.charts[0]!.points.at(-1)]).toEqual([
      [0, 500],
      [499, 1],
    ]);
  });

  it('keeps the worst of very many samples, and is marked as incomplete', () => {
    const rows = Array.from({ length: 300 }, (_, at) => `S${at}\t${at === 299 ? 5 : 40}\t3`);
    const measures = readMeasures('a.tsv', `Sample\tmean_depth\tTi/Tv\n${rows.join('\n')}`, rules);
    const report = judgeMeasures(measures, rules);
    expect(report).toMatchObject({ verdict: 'fail', complete: false, samples: { length: 100, 0: { sample: 'S299' } } });
  });

  it.each(['{', '[]', '{"metrics": 1}'])('is not read from %s', (text) => {
    expect(() => readMeasures('a.json', text, rules)).toThrow();
  });
});

describe('the versions of tools', () => {
  it('come from a step or a published list, as text in the original form', async () => {
    const ofStep = '"NFCORE:RNASEQ:ALIGN":\n    samtools: 1.10\n    bwa: 0.7.17\nQC:\n    samtools: "1.10"\n';
    const published = 'Workflow:\n    nf-core/rnaseq: v3.12\n';
    expect(toolsOf([...(await parseVersions(ofStep)), ...(await parseVersions(published))])).toEqual({
      tools: [
        { name: 'bwa', version: '0.7.17', used_by: ['ALIGN'] },
        { name: 'nf-core/rnaseq', version: 'v3.12', used_by: [] },
        { name: 'samtools', version: '1.10', used_by: ['ALIGN', 'QC'] },
      ],
      complete: true,
    });
  });

  it.each(['', '- a', 'a: [', '&a [*a, *a]', 'A:\n  b: {c: d}\n'])('are none in %j', async (text) => {
    expect(await parseVersions(text)).toEqual([]);
  });
});

describe('the parameters of a run', () => {
  const pipeline = {
    manifest: { output_param: 'output_dir', materials: { reference: 'Reference', targets: 'Targets' } },
    schema: { properties: { min_qual: { default: 20 }, min_depth: { default: 10 }, targets: {} } },
  } as unknown as Pipeline;
  const config = `
    manifest { name = 'x'; homePage = 'y'
      version = '1.2.3' }
    params { min_depth = 12 // deeper
      targets = "\${params.base}/x.bed" }
    params.mode = 'fast'`;
  const given = { reference: '/ref.fa', min_qual: 30, output_dir: '/out' };

  it('are the given ones over the defaults of script, config and schema, marked by their origin', () => {
    expect(describeRun(pipeline, { given, written: null, config, script: '' })).toEqual({
      params: { ...given, min_depth: 12, mode: 'fast' },
      params_from: 'merged',
      defaults: ['min_depth', 'mode'],
      pipeline_version: '1.2.3',
      materials: [
        { param: 'reference', label: 'Reference', value: '/ref.fa' },
        { param: 'targets', label: 'Targets', value: null },
      ],
    });
  });

  it('include the defaults of a typed params block, below those of the config, and the expressions of others', () => {
    const script = `params {
      reference: Path // required
      min_depth: Integer = 12
      depths: Map<String, Integer> = [:]
      callers: List<String> = ['bcftools', 'it\\'s']
      mode: String? = 'fast'
      label: String?
      threads: Integer = 2 * 3
      genes: Path = "\${projectDir}/genes.gff"
      min_qual: Integer = 10 + 10
      plain = true
    }`;
    const { properties } = withDeclared(null, readParamsBlock(script) ?? []) as { properties: object };
    const declared = { ...pipeline, schema: { properties } } as Pipeline;
    const described = describeRun(declared, { given, written: null, config: "params.mode = 'slow'", script });
    const defaults = { min_depth: 12, depths: {}, callers: ['bcftools', "it's"], mode: 'slow', plain: true };
    expect(described).toMatchObject({
      params: { ...given, ...defaults },
      defaults: Object.keys(defaults).toSorted(),
      default_expressions: { threads: '2 * 3', genes: '"${projectDir}/genes.gff"' },
    });
  });

  it('are those that the run wrote, if any', () => {
    const written = { ...given, targets: '/found/beside.bed', min_depth: 10, unset: null };
    expect(describeRun(pipeline, { given, written, config, script: '' })).toMatchObject({
      params: written,
      params_from: 'run',
      defaults: ['min_depth', 'targets'],
      materials: [{}, { value: '/found/beside.bed' }],
    });
  });
});
