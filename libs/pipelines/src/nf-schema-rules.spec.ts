import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LaunchOptions } from '@reprise/contracts';
import { checkParams } from './check-params.ts';
import { loadPipelines } from './catalogue/load-pipelines.ts';
import { folderWith } from './pipelines.fixture.ts';
import type { ParamSchema } from './schema/param-schema.ts';

/**
 * Rules of nf-schema, each with its source: `spec` is nf-schema's
 * docs/nextflow_schema/nextflow_schema_specification.md, `Exists`, `FilePath` and so on are its evaluators (2.1.1, and
 * 2.8 if they differ), `Nextflow` is Nextflow's source.
 */
let lab: ReturnType<typeof folderWith>;
beforeAll(() => {
  lab = folderWith({
    'toy/main.nf': '',
    'data/S_1.fastq.gz': 'reads',
    'data/S_2.fastq.gz': 'reads',
    'data/notes.txt': 'x',
    'data/a,b.txt': 'x',
    'data/index/genome.1.bt2': 'index',
    'data/folder/inner.txt': 'x',
    'data/[1].txt': 'x',
    'secret/key': 'x',
    'secret/x_1.fastq.gz': 'x',
  });
  mkdirSync(join(lab.path, 'data/linked'));
  symlinkSync(join(lab.path, 'secret/x_1.fastq.gz'), join(lab.path, 'data/linked/x_1.fastq.gz'));
  symlinkSync(join(lab.path, 'secret/key'), join(lab.path, 'data/linked/genome.fai'));
  symlinkSync(join(lab.path, 'elsewhere/later'), join(lab.path, 'data/linked/dangling'));
});
afterAll(() => {
  lab.remove();
});

interface Given {
  readonly schema?: ParamSchema | Record<string, unknown>;
  readonly document?: Record<string, unknown>;
  readonly config?: string;
  readonly manifest?: Record<string, unknown>;
  readonly launch?: LaunchOptions;
}

async function outcome(
  value: unknown,
  { schema, document, config = '', manifest = {}, launch }: Given,
): Promise<string> {
  const toy = join(lab.path, 'toy');
  writeFileSync(join(toy, 'reprise.json'), JSON.stringify({ name: 'toy', script: 'main.nf', ...manifest }));
  writeFileSync(join(toy, 'nextflow.config'), config);
  const whole = document ?? { properties: { p: schema ?? { type: 'string' } } };
  const draft = 'https://json-schema.org/draft/2020-12/schema';
  writeFileSync(join(toy, 'nextflow_schema.json'), JSON.stringify({ $schema: draft, ...whole }));
  const { pipelines, broken } = loadPipelines([lab.path]);
  if (!pipelines[0]) throw new Error(JSON.stringify(broken));
  const filled = JSON.parse(JSON.stringify(value ?? null).replaceAll('$D', `${lab.path}/data`)) as unknown;
  const params = value === undefined ? {} : { p: filled };
  const allowed = { roots: [`${lab.path}/data`], schemes: ['https', 's3'] };
  const result = await checkParams(pipelines[0], params, allowed, { launch });
  if (!result.ok) return 'refused';
  if (value !== undefined && typeof filled === 'string' && !filled.includes('..'))
    expect(result.params).toEqual(params);
  return result.warnings.length ? 'warned' : 'passed';
}

const file: ParamSchema = { type: 'string', format: 'file-path' };
const folder: ParamSchema = { type: 'string', format: 'directory-path' };
const path: ParamSchema = { type: 'string', format: 'path' };
const glob: ParamSchema = { type: 'string', format: 'file-path-pattern' };
const text: ParamSchema = { type: 'string' };
/** Has 1024 alternatives. */
const MANY_BRACES = `$D/S${'{_,-}'.repeat(10)}.fastq.gz`;
const required = { properties: { p: text }, required: ['p'] };
const onlyIn = (profile: string) => `profiles {\n  ${profile} {\n    includeConfig 'conf/test.config'\n  }\n}`;
const needsFile = (use_x: ParamSchema) => ({
  properties: { p: text, use_x, x_file: text },
  dependentRequired: { use_x: ['x_file'] },
});

it.each<[rule: string, source: string, schema: ParamSchema, value: unknown, expected: string]>([
  ['file-path: a file', 'FilePath', file, '$D/notes.txt', 'passed'],
  ['file-path: existence is not required', 'spec, format', file, '$D/none.txt', 'warned'],
  ['file-path: a folder', 'FilePath', file, '$D/folder', 'refused'],
  ['file-path: a glob', 'FilePath 2.2', file, '$D/*.txt', 'refused'],
  ['file-path: an index prefix', 'FilePath', file, '$D/index/genome', 'passed'],
  ['file-path: a comma list', 'FilePath', file, '$D/notes.txt,$D/a.txt', 'warned'],
  ['file-path: a file with a comma in its name', 'FilePath', file, '$D/a,b.txt', 'passed'],
  ['file-path: a file with brackets in its name', 'FilePath', file, '$D/[1].txt', 'passed'],
  ['file-path: /dev/null', 'FilePath', file, '/dev/null', 'passed'],
  ['file-path: a relative path', 'FilePath', file, 'notes.txt', 'warned'],
  ['file-path: a blank in front', 'Nextflow, FileHelper.asPath', file, ' $D/notes.txt', 'refused'],
  ['file-path: the empty text', 'SchemaValidator.cleanParameters', file, '', 'passed'],
  ['file-path: null', 'SchemaValidator.cleanParameters', file, null, 'passed'],
  ['file-path: false', 'SchemaValidator.cleanParameters', file, false, 'warned'],
  ['file-path: https', 'spec', file, 'https://example.org/x.csv', 'passed'],
  ['file-path: s3', 'FilePath', file, 's3://bucket/x.csv', 'passed'],
  ['a scheme that no setting allows', 'REPRISE_INPUT_SCHEMES', file, 'gs://bucket/x.csv', 'refused'],
  ['the same without a format', 'REPRISE_INPUT_SCHEMES', text, 'gs://bucket/x.csv', 'refused'],
  ['directory-path: a folder', 'DirectoryPath', folder, '$D/folder', 'passed'],
  ['directory-path: a trailing slash stays', 'Nextflow.file', folder, '$D/folder/', 'passed'],
  ['directory-path: a file', 'DirectoryPath', folder, '$D/notes.txt', 'refused'],
  ['directory-path: an output to come', 'spec, format', folder, '$D/results', 'warned'],
  ['directory-path: a glob', 'DirectoryPath 2.2', folder, '$D/*', 'refused'],
  ['path: a file', 'Path', path, '$D/notes.txt', 'passed'],
  ['path: a folder', 'Path', path, '$D/folder', 'passed'],
  ['path: nothing there', 'spec, format', path, '$D/none', 'warned'],
  ['path: a glob, accepted by 2.1 and not by 2.2', 'Path', path, '$D/*.txt', 'warned'],
  ['file-path-pattern: matches', 'FilePathPattern', glob, '$D/*_{1,2}.fastq.gz', 'passed'],
  ['file-path-pattern: no match', 'FilePathPattern', glob, '$D/*.bam', 'refused'],
  ['file-path-pattern: more braces than are tried', 'links could lead out', glob, MANY_BRACES, 'refused'],
  ['path: more braces than are tried', 'links could lead out', path, MANY_BRACES, 'refused'],
  ['file-path-pattern: a file', 'FilePathPattern', glob, '$D/notes.txt', 'passed'],
  ['file-path-pattern: a missing file', 'FilePathPattern', glob, '$D/none.txt', 'warned'],
  ['file-path-pattern: a folder', 'FilePathPattern', glob, '$D/folder', 'refused'],
  ['exists: true, there', 'Exists', { ...file, exists: true }, '$D/notes.txt', 'passed'],
  ['exists: true, missing', 'Exists', { ...file, exists: true }, '$D/none.txt', 'refused'],
  ['exists: true, in s3', 'Exists', { ...file, exists: true }, 's3://bucket/x', 'passed'],
  ['exists: true, an index prefix', 'Exists', { ...path, exists: true }, '$D/index/genome', 'refused'],
  ['exists: true, empty', 'cleanParameters', { ...file, exists: true }, '', 'passed'],
  ['exists: true of a pattern', 'Exists 2.6', { ...glob, exists: true }, '$D/*.txt', 'passed'],
  ['exists: true without a format', 'spec, exists', { ...text, exists: true }, '$D/none', 'refused'],
  ['exists: false, missing', 'Exists', { ...folder, exists: false }, '$D/new', 'passed'],
  ['exists: false, there', 'Exists', { ...folder, exists: false }, '$D/folder', 'refused'],
  ['no format: a glob', 'Nextflow', text, '$D/*_{1,2}.fastq.gz', 'passed'],
  ['no format: an index prefix', 'Nextflow', text, '$D/index/genome', 'passed'],
  ['no format: words with a path', 'spec', text, '--arg /opt/x --y', 'passed'],
  ['no format: a variable that stays', 'Nextflow, CmdRun.replaceVars0', text, '${x}', 'passed'],
  ['no format: one that is replaced', 'Nextflow, ConfigBuilder', text, '${projectDir}/x', 'refused'],
  ['outside the roots', 'input roots', text, '/etc/passwd', 'refused'],
  ['outside the roots, in a comma list', 'input roots', text, '$D/a.txt,/etc/passwd', 'refused'],
  ['outside the roots, in a list that begins with a word', 'input roots', text, 'S1,/etc/passwd', 'refused'],
  [
    'outside the roots, in a list that begins with a URL',
    'input roots',
    file,
    'https://x.org/a,/etc/passwd',
    'refused',
  ],
  ['outside the roots, after a scheme alone', 'input roots', text, 'x://,/etc/passwd', 'refused'],
  ['outside the roots, before a lone brace', 'input roots', text, '$D/a.txt,/etc/passwd,}', 'refused'],
  ['outside the roots, between braces', 'input roots', text, 'S1,{,/etc/passwd,}', 'refused'],
  ['outside the roots, between braces of a path', 'input roots', text, '$D/a.txt,{,/etc/passwd,}', 'refused'],
  ['outside the roots, between braces of a glob', 'input roots', glob, '$D/{,/etc/passwd,}', 'refused'],
  ['outside the roots, between braces of a URL', 'input roots', text, 'https://x.org/{,/etc/passwd,}', 'refused'],
  ['a list with a glob', 'Nextflow', text, 'S1,$D/*_{1,2}.fastq.gz', 'passed'],
  ['outside the roots, upwards in a list', 'input roots', text, 'S1,a/../../etc/passwd', 'refused'],
  [
    'outside the roots, in a list with blanks after a URL',
    'input roots',
    text,
    'https://x.org/a b,/etc/passwd',
    'refused',
  ],
  ['a scheme that no setting allows, in a list', 'REPRISE_INPUT_SCHEMES', text, 'https://x.org/a,gs://y/b', 'refused'],
  ['a list of URLs', 'Nextflow', file, 'https://x.org/a,s3://y/b', 'passed'],
  ['a URL with commas', 'Nextflow', { ...file, exists: true }, 'https://x.org/a?b=1,2', 'passed'],
  ['a list of words', 'Nextflow', text, 'S1,S2,5', 'passed'],
  ['a list of words, and a path in the roots', 'Nextflow', text, 'S1,$D/notes.txt', 'passed'],
  ['words with commas', 'Nextflow', text, '--arg a,/opt/x --y', 'passed'],
  ['outside the roots, by a glob', 'input roots', text, '/etc/*', 'refused'],
  ['outside the roots, by a file URL', 'input roots', text, 'file:///etc/passwd', 'refused'],
  ['outside the roots, by the match of a glob', 'input roots', glob, '$D/linked/*_1.fastq.gz', 'refused'],
  ['a glob that does not match the link', 'input roots', text, '$D/linked/*.none', 'warned'],
  ['outside the roots, by a file of a prefix', 'input roots', text, '$D/linked/genome', 'refused'],
  ['outside the roots, by a link to nothing yet', 'input roots', folder, '$D/linked/dangling', 'refused'],
  ['outside the roots, inside a folder', 'input roots', folder, '$D/linked', 'refused'],
])('%s (%s): %j is %s', async (_rule, _source, schema, value, expected) => {
  expect(await outcome(value, { schema })).toBe(expected);
});

it.each<[rule: string, source: string, given: Given, value: unknown, expected: string]>([
  [
    'a default that its own schema refuses, as cf_ploidy of sarek 3.5',
    'nf-core/sarek 3.5.1',
    { document: { properties: { p: text, cf_ploidy: { type: 'string', default: 2 } } } },
    'x',
    'passed',
  ],
  ['a number for a string', 'LenientType', { schema: text }, 5, 'refused'],
  ['in lenient mode', 'LenientType', { schema: text, config: 'validation {\n  lenientMode = true\n}' }, 5, 'passed'],
  ['a parameter outside of the schema', 'SchemaValidator', { document: { properties: {} } }, 'x', 'warned'],
  ['a required one', 'spec, required', { document: required }, undefined, 'refused'],
  ['a required one, empty', 'spec', { document: required }, '', 'refused'],
  [
    'a required one with a default in the schema',
    'spec, default',
    { document: { properties: { p: { ...text, default: 'x' } }, required: ['p'] } },
    undefined,
    'passed',
  ],
  [
    'a required one that nextflow.config sets',
    'spec, required',
    { document: required, config: "params {\n  p = 'x' // here\n}" },
    undefined,
    'warned',
  ],
  [
    'a required one that nextflow.config sets after a text like a comment',
    'Groovy',
    { document: required, config: "params.glob = 'data/*_{1,2}.gz'\nparams.p = 'x'\nparams.other = 'data/*/*.gz'" },
    undefined,
    'warned',
  ],
  [
    'a required one that a profile may set',
    'Nextflow, ConfigBuilder',
    { document: required, config: onlyIn('test'), launch: { profiles: ['test'] } },
    undefined,
    'warned',
  ],
  [
    'a required one that a profile may set, given as empty',
    'Nextflow, -params-file',
    { document: required, config: onlyIn('test'), launch: { profiles: ['test'] } },
    '',
    'refused',
  ],
  [
    'one that another requires, and a profile may set',
    'Nextflow, ConfigBuilder',
    { document: needsFile({ type: 'boolean', default: true }), launch: { profiles: ['test'] } },
    undefined,
    'warned',
  ],
  [
    'one of two, and a profile may set it',
    'Nextflow, ConfigBuilder',
    {
      document: { properties: { p: text, q: text }, anyOf: [{ required: ['p'] }, { required: ['q'] }] },
      launch: { profiles: ['test'] },
    },
    undefined,
    'warned',
  ],
  [
    'a required one that only a profile of others may set',
    'Nextflow, ConfigBuilder',
    { document: required, config: onlyIn('test') },
    undefined,
    'refused',
  ],
  [
    'a required one that the profile of runs without one may set',
    'Nextflow, ConfigBuilder',
    { document: required, config: onlyIn('standard') },
    undefined,
    'warned',
  ],
  [
    'a required one that an included config may set',
    'Nextflow, includeConfig',
    { document: required, config: "includeConfig 'conf/base.config'" },
    undefined,
    'warned',
  ],
  [
    'a required one that the config of the job may set',
    'Nextflow, -c',
    { document: required, launch: { config: 'params.p = 1' } },
    undefined,
    'warned',
  ],
  [
    'a required one that the config of the job does not set',
    'Nextflow, -c',
    { document: required, launch: { config: 'process.cpus = 1' } },
    undefined,
    'refused',
  ],
  [
    'a required one that the config of the manifest may set',
    'Nextflow, -c',
    { document: required, manifest: { launch: { config: "includeConfig '/lab/site.config'" } } },
    undefined,
    'warned',
  ],
  [
    'a required one inside another, and a profile does not complete it',
    'spec, nested parameters',
    { schema: { type: 'object', properties: {}, required: ['deep'] }, launch: { profiles: ['test'] } },
    { other: 1 },
    'refused',
  ],
  [
    'one that a default of false requires, from 2.7 on',
    'SchemaValidator.cleanParameters',
    { document: needsFile({ type: 'boolean', default: false }) },
    undefined,
    'warned',
  ],
  [
    'one that a default of null requires',
    'SchemaValidator.cleanParameters',
    { document: needsFile({ default: null }) },
    undefined,
    'passed',
  ],
  [
    'one that a default of true requires',
    'SchemaValidator.cleanParameters',
    { document: needsFile({ type: 'boolean', default: true }) },
    undefined,
    'refused',
  ],
  ['a deprecated one', 'Deprecated', { schema: { type: 'string', deprecated: true } }, 'x', 'refused'],
  [
    'a pattern that only Java knows',
    'spec, pattern',
    { schema: { type: 'string', pattern: '^[a-z]++$' } },
    '5',
    'passed',
  ],
  ['a pattern with (?i)', 'spec, pattern', { schema: { type: 'string', pattern: '(?i)^abc$' } }, 'ABC', 'passed'],
  [
    'a nested parameter',
    'spec, nested parameters',
    { schema: { type: 'object', properties: { deep: { ...file, exists: true } } } },
    { deep: '$D/none' },
    'refused',
  ],
])('%s (%s)', async (_rule, _source, given, value, expected) => {
  expect(await outcome(value, given)).toBe(expected);
});

it('aborts a pattern that takes too long, and names field and pattern, without blocking other work', async () => {
  writeFileSync(join(lab.path, 'toy/reprise.json'), JSON.stringify({ name: 'toy', script: 'main.nf' }));
  writeFileSync(
    join(lab.path, 'toy/nextflow_schema.json'),
    JSON.stringify({ properties: { p: { type: 'string', pattern: '^(a+)+$' } } }),
  );
  const toy = loadPipelines([lab.path]).pipelines[0]!;
  let turns = 0;
  const turning = setInterval(() => turns++, 10);
  const result = await checkParams(toy, { p: `${'a'.repeat(40)}!` }, { roots: [], schemes: [] });
  clearInterval(turning);
  expect(result).toMatchObject({
    ok: false,
    errors: [{ field: 'params.p', message: expect.stringContaining('the pattern ^(a+)+$') as string }],
  });
  expect(turns).toBeGreaterThan(5);
  expect(await checkParams(toy, { p: 'aaa' }, { roots: [], schemes: [] })).toMatchObject({ ok: true });
});
