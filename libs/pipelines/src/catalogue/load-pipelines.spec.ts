import { join } from 'node:path';
import { chmodSync, truncateSync, writeFileSync } from 'node:fs';
import { loadPipelines } from './load-pipelines.ts';
import { asNobody } from '../as-nobody.fixture.ts';
import { stepLabel } from '../pipeline.ts';
import { folderWith } from '../pipelines.fixture.ts';

const toy = { name: 'toy', script: 'main.nf' };
const load = (files: Record<string, unknown>) => {
  const folder = folderWith(files);
  const result = loadPipelines([folder.path]);
  folder.remove();
  return { ...result, path: folder.path };
};

describe('loadPipelines', () => {
  it('loads every folder with a manifest, makes its paths absolute, and skips other folders', () => {
    const { pipelines, broken, path } = load({
      'toy/reprise.json': { ...toy, params: { genes: './genes.gff' }, demo: { S1: { input_dir: './demo/S1', n: 3 } } },
      'toy/main.nf': '',
      'notes/README.md': '',
    });
    expect(broken).toEqual([]);
    expect(pipelines).toHaveLength(1);
    expect(pipelines[0]).toMatchObject({
      folder: join(path, 'toy'),
      script: join(path, 'toy/main.nf'),
      params: { genes: join(path, 'toy/genes.gff') },
      demo: [{ name: 'S1', params: { input_dir: join(path, 'toy/demo/S1'), n: 3 } }],
      manifest: { input_param: 'input_dir', output_param: 'output_dir' },
    });
  });

  it('accepts a pipeline without a parameter for the output folder', () => {
    const script = 'params {\n    reads: Path\n}\n';
    const { pipelines, broken } = load({ 'a/reprise.json': { ...toy, output_param: null }, 'a/main.nf': script });
    expect(broken).toEqual([]);
    expect(pipelines).toMatchObject([{ manifest: { output_param: null } }]);
  });

  it("reports an output parameter that is missing in the script's params block, since Nextflow would refuse it", () => {
    const params = (more = '') => `params {\n    reads: Path // of one sample\n    depth: Integer = 30\n${more}}\n`;
    const { pipelines, broken } = load({
      'a/reprise.json': { ...toy, name: 'a' },
      'a/main.nf': params(),
      'b/reprise.json': { ...toy, name: 'b' },
      'b/main.nf': params('    output_dir: Path\n'),
      'c/reprise.json': { ...toy, name: 'c' },
      'c/main.nf': params('    output_dir\n'),
      'd/reprise.json': { ...toy, name: 'd' },
      'd/main.nf': params(),
      'd/nextflow.config': 'params.output_dir = null\n',
      'e/reprise.json': { ...toy, name: 'e' },
      'e/main.nf': params(),
      'e/nextflow.config': "includeConfig 'more.config'\n",
    });
    expect(pipelines.map(({ manifest }) => manifest.name)).toEqual(['b', 'c', 'd', 'e']);
    expect(broken).toMatchObject([
      { field: 'output_param', reason: expect.stringContaining('declare it, or set output_param to null') },
    ]);
  });

  it('reports a module, which Nextflow runs differently, by its name in the registry or with its description', () => {
    const process = 'process FASTQC {\n    script:\n    "fastqc --version"\n}\n';
    const { pipelines, broken } = load({
      'a/reprise.json': { name: 'a', script: 'nf-core/fastqc' },
      'b/reprise.json': { ...toy, name: 'b' },
      'b/main.nf': process,
      'b/meta.yml': '',
      'c/reprise.json': { ...toy, name: 'c' },
      'c/main.nf': process,
      'd/reprise.json': { ...toy, name: 'd' },
      'd/main.nf': `${process}workflow {\n}\n`,
      'd/meta.yml': '',
    });
    expect(pipelines.map(({ manifest }) => manifest.name)).toEqual(['c', 'd']);
    expect(broken).toMatchObject([
      { field: 'script', reason: expect.stringContaining("nf-core/fastqc, a module of Nextflow's registry") },
      { field: 'script', reason: expect.stringContaining('it has a process and no workflow') },
    ]);
  });

  it('accepts a policy for cancelled jobs, and reports an unknown one', () => {
    const { pipelines, broken } = load({
      'a/reprise.json': { ...toy, name: 'a', on_cancel: 'delete_partial_outputs' },
      'a/main.nf': '',
      'b/reprise.json': { ...toy, name: 'b', on_cancel: 'delete_all' },
      'b/main.nf': '',
    });
    expect(pipelines.map(({ manifest }) => manifest.on_cancel)).toEqual(['delete_partial_outputs']);
    expect(broken).toMatchObject([{ field: 'on_cancel' }]);
  });

  it('accepts a policy for resumes, and reports one that names an error of the pipeline', () => {
    const resume_after = { causes: ['killed', 'runner_lost', 'node_failed', 'preempted'], times: 5 };
    const { pipelines, broken } = load({
      'a/reprise.json': { ...toy, name: 'a', resume_after },
      'a/main.nf': '',
      'b/reprise.json': { ...toy, name: 'b', resume_after: { causes: ['error'], times: 1 } },
      'b/main.nf': '',
    });
    expect(pipelines.map(({ manifest }) => manifest.resume_after)).toEqual([resume_after]);
    expect(broken).toMatchObject([
      { field: 'resume_after.causes.0', reason: 'must be one of killed, runner_lost, node_failed, preempted' },
    ]);
  });

  it('accepts reports below the output folder, and reports a glob that leads elsewhere', () => {
    const { pipelines, broken } = load({
      'a/reprise.json': { ...toy, name: 'a', reports: { MultiQC: 'multiqc/*.html' } },
      'a/main.nf': '',
      'b/reprise.json': { ...toy, name: 'b', reports: { FastQC: '../*.html' } },
      'b/main.nf': '',
    });
    expect(pipelines.map(({ manifest }) => manifest.reports)).toEqual([{ MultiQC: 'multiqc/*.html' }]);
    expect(broken).toMatchObject([{ field: 'reports.FastQC', reason: 'must be a glob under the output folder' }]);
  });

  it('accepts a folder that is itself a pipeline', () => {
    expect(load({ 'reprise.json': toy, 'main.nf': '' }).pipelines).toHaveLength(1);
  });

  it('reports a wrong manifest with file, field and reason, and still loads the others', () => {
    const { pipelines, broken, path } = load({
      'a/reprise.json': { name: 'Not A Name', colour: 'red' },
      'b/reprise.json': '{ "name": ',
      'c/reprise.json': { ...toy, name: 'c' },
      'd/reprise.json': { ...toy, outputs: { bam: '../*.bam' }, params: { output_dir: './x' } },
      'd/main.nf': '',
      'e/reprise.json': { ...toy, name: 'e' },
      'e/main.nf': '',
      'e/nextflow_schema.json': { type: 'nonsense' },
      'good/reprise.json': toy,
      'good/main.nf': '',
    });
    expect(pipelines.map(({ manifest }) => manifest.name)).toEqual(['toy']);
    const file = (folder: string) => join(path, folder, 'reprise.json');
    expect(broken).toEqual([
      { file: file('a'), field: 'name', reason: expect.stringContaining('must be lower-case letters') as string },
      { file: file('a'), field: 'colour', reason: 'is not a field of the manifest' },
      { file: file('a'), field: 'script', reason: 'is required' },
      { file: file('b'), field: null, reason: expect.stringContaining('is not valid JSON') as string },
      { file: file('c'), field: 'script', reason: expect.stringContaining('there is no main.nf') as string },
      { file: file('d'), field: 'params.output_dir', reason: expect.stringContaining('the runner sets') as string },
      { file: file('d'), field: 'outputs.bam', reason: 'must be a glob under the output folder' },
      {
        file: join(path, 'e/nextflow_schema.json'),
        field: null,
        reason: expect.stringContaining('is not a valid JSON schema') as string,
      },
    ]);
  });

  it.each([
    ['draft-07', 'http://json-schema.org/draft-07/schema#', ['http://json-schema.org/draft-07/schema']],
    [
      '2020-12',
      'https://json-schema.org/draft/2020-12/schema',
      ['https://json-schema.org/draft/2020-12/schema', 'https://json-schema.org/draft/2020-12/meta/core'],
    ],
  ])('loads the others if a schema or a part of one has an id of the meta-schema of %s', (_, $schema, ids) => {
    const pipeline = (name: string, schema: object) => ({
      [`${name}/reprise.json`]: { ...toy, name },
      [`${name}/main.nf`]: '',
      [`${name}/nextflow_schema.json`]: { $schema, type: 'object', ...schema },
    });
    const files = ids.flatMap(($id, index) => [
      pipeline(`a${index}`, { $id }),
      pipeline(`b${index}`, { properties: { sample: { $id, type: 'nonsense' } } }),
    ]);
    const { pipelines, broken } = load(
      Object.assign({}, ...files, pipeline('good', { properties: { sample: { $ref: $schema } } })),
    );
    expect(pipelines.map(({ manifest }) => manifest.name)).toContain('good');
    expect(broken).toEqual(
      ids.flatMap(() => [expect.anything(), expect.anything()]).map(() => expect.objectContaining({ field: null })),
    );
  });

  it('refuses a script outside of the folder', () => {
    const { broken } = load({ 'a/reprise.json': { ...toy, script: '../main.nf' }, 'main.nf': '' });
    expect(broken).toMatchObject([{ field: 'script' }]);
  });

  it('keeps the first of two pipelines with one name, and reports the second', () => {
    const { pipelines, broken, path } = load({
      'a/reprise.json': toy,
      'a/main.nf': '',
      'b/reprise.json': toy,
      'b/main.nf': '',
    });
    expect(pipelines).toHaveLength(1);
    expect(broken).toMatchObject([{ field: 'name', reason: `is taken by ${join(path, 'a')}` }]);
  });

  it('reports unreadable files and folders, and still loads the others', async () => {
    const { path, remove } = folderWith({
      'a/reprise.json': { ...toy, name: 'a' },
      'a/main.nf': '',
      'a/genome.fa': '',
      'b/reprise.json': { ...toy, name: 'b' },
      'c/reprise.json': { ...toy, name: 'c' },
      'good/reprise.json': toy,
      'good/main.nf': '',
    });
    for (const closed of ['a/genome.fa', 'b', 'c/reprise.json']) chmodSync(join(path, closed), 0);
    chmodSync(path, 0o755);
    const { pipelines, broken } = await asNobody(() => loadPipelines([path]));
    chmodSync(join(path, 'b'), 0o755);
    remove();
    expect(pipelines.map(({ manifest }) => manifest.name)).toEqual(['toy']);
    const reason = expect.stringContaining('cannot be read: EACCES') as string;
    expect(broken).toEqual(
      ['b/reprise.json', 'a/genome.fa', 'c/reprise.json'].map((file) => ({
        file: join(path, file),
        field: null,
        reason,
      })),
    );
  });

  it('accepts a pipeline with a file above 2 GiB beside the script', () => {
    const { path, remove } = folderWith({ 'toy/reprise.json': toy, 'toy/main.nf': '' });
    writeFileSync(join(path, 'toy/genome.fa'), '');
    truncateSync(join(path, 'toy/genome.fa'), 2 ** 31 + 1);
    const { pipelines, broken } = loadPipelines([path]);
    remove();
    expect(broken).toEqual([]);
    expect(pipelines).toHaveLength(1);
  });

  it('reports a missing folder', () => {
    expect(loadPipelines(['/no/such/folder'])).toMatchObject({ pipelines: [], broken: [{ file: '/no/such/folder' }] });
  });
});

describe('the revision of a pipeline', () => {
  it('depends on the code, and not on demo data or the files of a run', () => {
    const folder = folderWith({ 'reprise.json': toy, 'main.nf': 'a', 'bin/tool.sh': 'x', 'demo/S1/reads': '1' });
    const revision = () => loadPipelines([folder.path]).pipelines[0]?.revision;
    const before = revision();
    expect(before).toMatch(/^[0-9a-f]{64}$/);
    writeFileSync(join(folder.path, 'demo/S1/reads'), '2');
    writeFileSync(join(folder.path, '.nextflow.log'), '2');
    expect(revision()).toBe(before);
    writeFileSync(join(folder.path, 'bin/tool.sh'), 'y');
    expect(revision()).not.toBe(before);
    folder.remove();
  });
});

describe('stepLabel', () => {
  const manifest = { steps: { ALIGN: 'Alignment', 'WF:QC': 'Quality' } };
  it.each([
    ['ALIGN', 'Alignment'],
    ['WF:SUB:ALIGN', 'Alignment'],
    ['WF:QC', 'Quality'],
    ['OTHER:QC', 'QC'],
  ])('%s reads %s', (process, label) => {
    expect(stepLabel(manifest, process)).toBe(label);
  });
});
