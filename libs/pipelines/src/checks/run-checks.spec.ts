import { symlinkSync } from 'node:fs';
import { join } from 'node:path';
import type { PipelineCheck } from '@reprise/contracts';
import { checkParams } from '../check-params.ts';
import { loadPipelines } from '../catalogue/load-pipelines.ts';
import { folderWith } from '../pipelines.fixture.ts';

const schema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  properties: {
    input_dir: { type: 'string', format: 'directory-path' },
    reference: { type: 'string', format: 'file-path', exists: true },
    gff3: { type: 'string' },
    cpus: { type: 'integer', default: 4 },
    memory: { type: ['integer', 'string'] },
  },
};
const checks = [
  { kind: 'fastq_pairs', param: 'input_dir' },
  { kind: 'files_beside', param: 'reference', files: ['{name}.fai'] },
  { kind: 'files_beside', param: 'reference', files: ['{stem}.gff3', 'genes.gff3'], unless: 'gff3' },
  { kind: 'cpus', param: 'cpus' },
  { kind: 'memory', param: 'memory' },
];

describe('the checks of a manifest', () => {
  const home = folderWith({
    'toy/reprise.json': { name: 'toy', script: 'main.nf', checks },
    'toy/main.nf': '',
    'toy/nextflow_schema.json': schema,
    'in/pairs/A_R1.fastq.gz': '',
    'in/pairs/A_R2.fastq.gz': '',
    'in/alone/A_R1.fastq.gz': '',
    'in/alone/A_R2.fastq.gz': '',
    'in/alone/B_R2.fastq.gz': '',
    'in/none/A_1.fq.gz': '',
    'in/ref/hg.fa.gz': '',
    'in/ref/hg.fa.gz.fai': '',
    'in/ref/hg.gff3': '',
    'in/bare/hg.fa': '',
    'in/bare/hg.fa.fai': '',
    'in/linked/note': '',
    'in/plain/hg.fa': '',
  });
  symlinkSync(join(home.path, 'in/ref/hg.fa.gz'), join(home.path, 'in/linked/link.fa.gz'));
  afterAll(home.remove);
  const pipeline = loadPipelines([join(home.path, 'toy')]).pipelines[0]!;
  const at = (path: string) => join(home.path, 'in', path);
  const allowed = { roots: [join(home.path, 'in')], schemes: ['https'] };
  const errorsOf = async (params: object, capacity: { cpus: number; memory_bytes: number } | null = null) => {
    const checked = await checkParams(pipeline, params as Record<string, unknown>, allowed, { capacity });
    return checked.ok ? [] : checked.errors.map(({ field, message }) => `${field} ${message}`);
  };

  it.each([
    ['pairs', []],
    ['alone', ['params.input_dir holds B_R2.fastq.gz without its partner B_R1.fastq.gz: ']],
    ['none', ['params.input_dir holds no reads named <sample>_R1.fastq.gz and <sample>_R2.fastq.gz: ']],
  ])('find the pairs of reads in the folder %s', async (folder, errors) => {
    expect(await errorsOf({ input_dir: at(folder) })).toEqual(errors.map((error) => error + at(folder)));
  });

  it.each<[string, object, string[]]>([
    ['ref/hg.fa.gz', {}, []],
    ['linked/link.fa.gz', {}, []],
    ['bare/hg.fa', {}, ['params.reference has neither hg.gff3 nor genes.gff3 beside it: put it there, or give gff3']],
    ['bare/hg.fa', { gff3: 'https://genes.org/x.gff3' }, []],
    ['plain/hg.fa', {}, ['params.reference has no hg.fa.fai beside it: put it there']],
  ])('find the siblings of %s %j, or of the target of a link', async (reference, others, errors) => {
    expect(await errorsOf({ reference: at(reference), ...others })).toEqual(errors);
  });

  it('skip fields with an error, and paths elsewhere', async () => {
    expect(await errorsOf({ input_dir: '/etc' })).toEqual([
      'params.input_dir must lie in one of the input roots: /etc',
    ]);
    expect(await errorsOf({ reference: 'https://genes.org/hg.fa' })).toEqual([]);
  });

  it.each<[object, string[]]>([
    [{ cpus: 2, memory: 8 }, []],
    [{}, ['params.cpus asks for 4 cores, more than any runner has: the largest has 2']],
    [{ cpus: 64 }, ['params.cpus asks for 64 cores, more than any runner has: the largest has 2']],
    [{ cpus: 1, memory: '9.5 GB' }, ['params.memory asks for 9.5 GB, more than any runner has: the largest has 8 GB']],
    [{ cpus: 1, memory: '9000 MB' }, ['params.memory asks for 8.8 GB, more than any runner has: the largest has 8 GB']],
    [{ cpus: 1, memory: 'plenty' }, []],
  ])('compare %j with the largest runner', async (params, errors) => {
    expect(await errorsOf(params, { cpus: 2, memory_bytes: 8 * 2 ** 30 })).toEqual(errors);
  });

  it('compare nothing if no runner is known', async () => {
    expect(await errorsOf({ cpus: 64, memory: 512 })).toEqual([]);
  });

  it('warn with the expected effect and refuse nothing, if their severity says so', async () => {
    const note = 'It is indexed first.';
    const warns: PipelineCheck = {
      kind: 'files_beside',
      severity: 'warning',
      param: 'reference',
      files: ['{name}.idx'],
      note,
    };
    const { manifest } = pipeline;
    const warned = { ...pipeline, manifest: { ...manifest, checks: [warns, ...manifest.checks] } };
    const warning = { field: 'params.reference', message: `has no hg.fa.idx beside it: put it there. ${note}` };
    const check = (path: string) => checkParams(warned, { reference: at(path), gff3: 'https://genes.org/x' }, allowed);
    expect(await check('bare/hg.fa')).toMatchObject({ ok: true, warnings: [warning] });
    expect(await check('plain/hg.fa')).toMatchObject({
      ok: false,
      errors: [{ field: 'params.reference', message: 'has no hg.fa.fai beside it: put it there' }],
      warnings: [warning],
    });
  });

  it('are refused in a manifest if they name no parameter', () => {
    const wrong = folderWith({
      'reprise.json': { name: 'toy', script: 'main.nf', checks: [{ kind: 'cpus', param: 'threads' }] },
      'main.nf': '',
      'nextflow_schema.json': schema,
    });
    const { broken } = loadPipelines([wrong.path]);
    wrong.remove();
    expect(broken).toMatchObject([{ field: 'checks.0.param', reason: 'is not a parameter of the schema: threads' }]);
  });
});
