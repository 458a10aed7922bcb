import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadPipelines } from './catalogue/load-pipelines.ts';
import { folderWith } from './pipelines.fixture.ts';
import type { Pipeline } from './pipeline.ts';
import { missingInputs } from './missing-inputs.ts';

const properties = {
  input_dir: { type: 'string', format: 'directory-path', exists: true },
  index: { type: 'string', format: 'path' },
  report: { type: 'string', format: 'file-path' },
  samples: { type: 'string', format: 'file-path', exists: true, schema: 'rows.json' },
};
const file = { type: 'string', format: 'file-path' };
const rows = {
  type: 'array',
  items: { type: 'object', properties: { sample: { type: 'string' }, reads: { ...file, exists: true }, out: file } },
};

describe('the missing inputs of a job', () => {
  let lab: ReturnType<typeof folderWith>;
  let toy: Pipeline;
  beforeEach(() => {
    lab = folderWith({
      'toy/reprise.json': { name: 'toy', script: 'main.nf' },
      'toy/main.nf': '',
      'toy/nextflow_schema.json': { $schema: 'https://json-schema.org/draft/2020-12/schema', properties },
      'toy/rows.json': rows,
      'S1/R1.fastq': 'reads',
      'S1/R2.fastq': 'reads',
      'refs/genome.1.bt2': 'index',
    });
    toy = loadPipelines([lab.path]).pipelines[0]!;
  });
  afterEach(() => lab.remove());

  const at = (...names: string[]) => names.map((name) => join(lab.path, name));
  const missing = async (params: object, known: Parameters<typeof missingInputs>[2] = {}) =>
    (await missingInputs(toy, { params: params as never }, known)).map(({ field, path }) => `${field} ${path}`);

  it('are paths that must exist', async () => {
    const [folder] = at('S1');
    const params = { input_dir: folder };
    expect(await missing(params)).toEqual([]);
    rmSync(folder!, { recursive: true });
    expect(await missing(params)).toEqual([`params.input_dir ${folder}`]);
  });

  it('are files that an earlier attempt read, if their folder still exists', async () => {
    const [folder, first, second] = at('S1', 'S1/R1.fastq', 'S1/R2.fastq');
    const read = [first!, second!];
    rmSync(second!);
    expect(await missing({ input_dir: folder }, { read })).toEqual([`params.input_dir ${second}`]);
    expect(await missing({ input_dir: folder })).toEqual([]);
    expect(await missing({ reads: `${folder}/R{1,2}.fastq` }, { read })).toEqual([`params.reads ${second}`]);
    expect(await missing({ other: first }, { read })).toEqual([]);
    rmSync(folder!, { recursive: true });
    expect(await missing({ input_dir: folder }, { read })).toEqual([`params.input_dir ${folder}`]);
  });

  it('are uploaded samples, which nothing else restores', async () => {
    const [samplesRoot, sample] = at('samples', 'samples/PAT-1');
    expect(await missing({ reads: sample }, { samplesRoot: samplesRoot! })).toEqual([`params.reads ${sample}`]);
  });

  it('exclude future outputs, index prefixes, URLs, and paths that may not be checked', async () => {
    const [report, index, closed] = at('new.html', 'refs/genome', 'closed');
    expect(await missing({ report, index, url: 's3://lab/x.bam' })).toEqual([]);
    const read = [`${index}.1.bt2`, `${index}.2.bt2`];
    expect(await missing({ index }, { read })).toEqual([`params.index ${index}.2.bt2`]);
    mkdirSync(closed!);
    writeFileSync(join(closed!, 'x.bam'), '');
    chmodSync(closed!, 0);
    expect(await missing({ input_dir: `${closed}/x.bam` })).toEqual([]);
    chmodSync(closed!, 0o700);
  });

  it('are named in cells of its samplesheet, and among the files of its launch folder', async () => {
    const [there, gone] = at('S1/R1.fastq', 'gone.fastq');
    const sheet = { param: 'input', name: 'samplesheet.csv', text: `sample,reads\nA,${there}\nB,${gone}\n` };
    const launch = { files: { 'panel.bed': `${gone}.bed` } };
    const read = [there!, gone!];
    expect(await missingInputs(toy, { params: { input: 'samplesheet.csv' }, sheet, launch }, { read })).toEqual([
      { field: 'sheet', path: gone },
      { field: 'launch.files.panel.bed', path: `${gone}.bed` },
    ]);
    expect(await missingInputs(toy, { params: { input: there! }, sheet }, { read })).toEqual([]);
  });

  it('are named in a samplesheet file, in columns whose paths must exist', async () => {
    const [samples, there, gone, out] = at('samples.csv', 'S1/R1.fastq', 'gone.fastq', 'new.bam');
    writeFileSync(samples!, `sample,reads,out\nA,${there},${out}\nB,${gone},${out}\n`);
    expect(await missing({ samples })).toEqual([`params.samples ${gone}`]);
    rmSync(samples!);
    expect(await missing({ samples })).toEqual([`params.samples ${samples}`]);
  });
});
