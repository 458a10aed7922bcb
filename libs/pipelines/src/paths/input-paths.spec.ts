import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { inputPaths } from './input-paths.ts';
import { loadPipelines } from '../catalogue/load-pipelines.ts';
import { folderWith } from '../pipelines.fixture.ts';

const schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  properties: {
    reference: { type: 'string', format: 'file-path' },
    reads: { type: 'string', format: 'file-path-pattern' },
    report: { type: 'string', format: 'file-path', exists: false },
    depth: { type: 'integer' },
  },
};

describe('the inputs of a job', () => {
  let lab: ReturnType<typeof folderWith>;
  beforeEach(() => {
    lab = folderWith({ 'toy/reprise.json': { name: 'toy', script: 'main.nf' }, 'toy/main.nf': '' });
    writeFileSync(join(lab.path, 'toy/nextflow_schema.json'), JSON.stringify(schema));
  });
  afterEach(() => {
    lab.remove();
  });

  it('are named by its parameters: by the schema, as the input folder, or in the form of a path', () => {
    const params = {
      input_dir: '/data/S1',
      reference: '/refs/hg38.fa',
      reads: '/data/S1/lane{1,2}/*.fastq.gz',
      others: ['/data/x.bed', { deep: '/data/y.bed' }],
    };
    expect(inputPaths(loadPipelines([lab.path]).pipelines[0]!, params)).toEqual([
      { path: '/data/S1', glob: null, trusted: false, required: false },
      { path: '/refs/hg38.fa', glob: null, trusted: false, required: false },
      { path: '/data/S1', glob: 'lane{1,2}/*.fastq.gz', trusted: false, required: false },
      { path: '/data/x.bed', glob: null, trusted: false, required: false },
      { path: '/data/y.bed', glob: null, trusted: false, required: false },
    ]);
  });

  it('are trusted if they are the defaults of the manifest', () => {
    writeFileSync(
      join(lab.path, 'toy/reprise.json'),
      JSON.stringify({ name: 'toy', script: 'main.nf', params: { reference: '/refs/hg38.fa' } }),
    );
    const toy = loadPipelines([lab.path]).pipelines[0]!;
    expect(['/refs/hg38.fa', '/refs/hg19.fa'].flatMap((reference) => inputPaths(toy, { reference }))).toMatchObject([
      { trusted: true },
      { trusted: false, required: false },
    ]);
  });

  it('exclude the output, paths that must not exist yet, and other values', () => {
    const params = {
      output_dir: '/out',
      report: '/out/new.txt',
      depth: 30,
      sample: 'S1',
      url: 's3://bucket/x',
      gone: '',
    };
    expect(inputPaths(loadPipelines([lab.path]).pipelines[0]!, params)).toEqual([]);
  });
});
