import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkParams } from './check-params.ts';
import { loadPipelines } from './catalogue/load-pipelines.ts';
import { folderWith } from './pipelines.fixture.ts';
import { demoFolder, type Pipeline } from './pipeline.ts';

const reads = { title: 'Input', properties: { input_dir: { type: 'string', format: 'directory-path' } } };
const options = {
  required: ['mode'],
  properties: {
    mode: { type: 'string', enum: ['fast', 'exact'] },
    depth: { type: 'integer', minimum: 1, default: 30 },
    reference: { type: 'string', format: 'file-path', exists: true },
    sample: { type: 'string', pattern: '^S', errorMessage: 'must begin with S' },
    output_dir: { type: 'string' },
  },
};
const draft07 = {
  $schema: 'http://json-schema.org/draft-07/schema',
  definitions: { reads, options },
  allOf: [{ $ref: '#/definitions/reads' }, { $ref: '#/definitions/options' }],
};
const draft2020 = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $defs: { reads, options },
  allOf: [{ $ref: '#/$defs/reads' }, { $ref: '#/$defs/options' }],
  required: ['output_dir'],
};

let lab: ReturnType<typeof folderWith>;
beforeEach(() => {
  lab = folderWith({
    'toy/reprise.json': { name: 'toy', script: 'main.nf', params: { mode: 'fast', reference: './demo/ref.fa' } },
    'toy/main.nf': '',
    'toy/demo/ref.fa': '>20',
    'data/S1/S1_R1.fastq.gz': 'reads',
    'data/S1/lane2/S1_R1.fastq.gz': 'more reads',
    'secret/key': 'x',
  });
});
afterEach(() => {
  lab.remove();
});

const pipeline = (schema?: Record<string, unknown>): Pipeline => {
  if (schema) writeFileSync(join(lab.path, 'toy/nextflow_schema.json'), JSON.stringify(schema));
  const loaded = loadPipelines([lab.path]).pipelines[0];
  if (!loaded) throw new Error('the toy pipeline did not load');
  return loaded;
};
const check = (given: Record<string, unknown>, schema?: Record<string, unknown>) => {
  const toy = pipeline(schema);
  return checkParams(toy, given, {
    roots: [join(lab.path, 'data'), demoFolder(toy), '/no/such/root'],
    schemes: ['https', 's3'],
  });
};

describe('the params block of a script', () => {
  const script = 'params {\n  input_dir: Path\n  depth: Integer = 30\n  label: String\n  output_dir: Path\n}\n';
  const of = async (given: Record<string, unknown>) => {
    writeFileSync(join(lab.path, 'toy/main.nf'), script);
    writeFileSync(join(lab.path, 'toy/reprise.json'), JSON.stringify({ name: 'toy', script: 'main.nf' }));
    writeFileSync(join(lab.path, 'toy/nextflow.config'), "params.trace = 'off'\n");
    const checked = await check(given);
    return { ...checked, errors: checked.ok ? [] : checked.errors };
  };

  it('checks the parameters of a pipeline without a schema', async () => {
    const input_dir = join(lab.path, 'data/S1');
    expect(await of({ input_dir, label: 'a' })).toMatchObject({ ok: true, params: { input_dir, label: 'a' } });
    expect((await of({ input_dir, depth: 'deep' })).errors).toEqual([
      { field: 'params.label', message: expect.stringContaining('required') as string },
      { field: 'params.depth', message: 'must be a whole number' },
    ]);
  });

  it('accepts lists with its element type, and searches only paths as files', async () => {
    writeFileSync(
      join(lab.path, 'toy/main.nf'),
      'params {\n  ids: List<String>\n  sizes: Set<Integer> = [1]\n  files: List<Path> = []\n  output_dir: Path\n}\n',
    );
    const said = async (given: Record<string, unknown>) => {
      const { warnings, ...checked } = await check(given);
      return { warnings, errors: checked.ok ? [] : checked.errors };
    };
    writeFileSync(join(lab.path, 'toy/reprise.json'), JSON.stringify({ name: 'toy', script: 'main.nf' }));
    expect(await said({ ids: ['a', 'b'], sizes: [2, 3] })).toEqual({ warnings: [], errors: [] });
    expect(await said({ ids: [] })).toEqual({ warnings: [], errors: [] });
    expect((await said({})).errors).toEqual([{ field: 'params.ids', message: 'is required' }]);
    expect((await said({ ids: 'a', sizes: [2, 'x'] })).errors).toEqual([
      { field: 'params.ids', message: 'must be a list, such as ["a", "b"]' },
      { field: 'params.sizes.1', message: 'must be a whole number' },
    ]);
    const files = [join(lab.path, 'data/S1/S1_R1.fastq.gz'), 'b.bam', '/secret/key'];
    expect(await said({ ids: ['a'], files })).toEqual({
      warnings: [{ field: 'params.files.1', message: expect.stringContaining('launch folder') as string }],
      errors: [{ field: 'params.files.2', message: expect.stringContaining('input roots') as string }],
    });
  });

  describe.each([
    ['alone', undefined],
    ['beside a schema file', { properties: { other: { type: 'string' } } }],
  ])('%s', (_, schema) => {
    const typed = (type: string, value: unknown, params = {}) => {
      writeFileSync(join(lab.path, 'toy/main.nf'), `params {\n  p: ${type}\n  output_dir: Path\n}\n`);
      writeFileSync(join(lab.path, 'toy/reprise.json'), JSON.stringify({ name: 'toy', script: 'main.nf', params }));
      return check({ p: value }, schema);
    };

    it.each([
      ['Boolean = true', ''],
      ['Duration = 1.h', ''],
      ['Float = 0.5', ''],
      ['Integer = -3', ''],
      ['Integer = -3', null],
      ['Integer?', ''],
      ['List<String> = []', ''],
      ['Map<String, Integer> = [:]', ''],
      ['MemoryUnit = 8.GB', ''],
      ["Path = file('x')", ''],
      ['Path?', null],
      ['Set<String>?', ''],
      ["String = 'S1'", null],
    ])('omits a %s that is given as %j, so that the default applies, and warns of nothing', async (type, value) => {
      const { reads: _, ...checked } = await typed(type, value);
      expect(checked).toEqual({ ok: true, params: {}, warnings: [], inputs: [] });
    });

    it.each(['Integer', 'List<String>', 'MemoryUnit', 'Path'])(
      'requires a %s that is given as an empty text',
      async (type) => {
        const required = { ok: false, errors: [{ field: 'params.p', message: 'is required' }], warnings: [] };
        expect(await typed(type, '')).toMatchObject(required);
        expect(await typed(type, null)).toMatchObject(required);
      },
    );

    it.each(["String = 'S1'", 'String?', 'Value<String>?'])('sends an empty text for a %s', async (type) => {
      expect(await typed(type, '')).toMatchObject({ ok: true, params: { p: '' }, warnings: [] });
    });

    it('uses the default of the manifest for an absent value, unless that default is absent too', async () => {
      expect(await typed('Integer = -3', '', { p: 5 })).toMatchObject({ ok: true, params: { p: 5 } });
      expect(await typed('Integer = -3', null, { p: 5 })).toMatchObject({ ok: true, params: { p: 5 } });
      expect(await typed('Integer = -3', null, { p: '' })).not.toHaveProperty('params.p');
    });
  });

  it('accepts an empty text for a required String, as Nextflow does, and for a parameter without a type', async () => {
    writeFileSync(join(lab.path, 'toy/main.nf'), "params {\n  p: String\n  q = 'x'\n  output_dir: Path\n}\n");
    writeFileSync(join(lab.path, 'toy/reprise.json'), JSON.stringify({ name: 'toy', script: 'main.nf' }));
    expect(await check({ p: '', q: '' })).toMatchObject({ ok: true, params: { p: '', q: '' }, warnings: [] });
  });

  it('requires nothing that its expressions set, also if a schema requires it', async () => {
    const block = 'params {\n  threads: Integer = 2 * 3\n  output_dir: Path\n}\n';
    writeFileSync(join(lab.path, 'toy/main.nf'), block);
    writeFileSync(join(lab.path, 'toy/reprise.json'), JSON.stringify({ name: 'toy', script: 'main.nf' }));
    expect(await check({})).toMatchObject({ ok: true, warnings: [], params: {} });
    const schema = { properties: { threads: { type: 'integer' } }, required: ['threads'] };
    expect(await check({}, schema)).toMatchObject({ ok: true, warnings: [] });
  });

  it('warns of parameters that Nextflow would refuse, except those of the config', async () => {
    const { warnings } = await of({ input_dir: join(lab.path, 'data/S1'), label: 'a', trace: 'on', labels: 'b' });
    expect(warnings).toEqual([
      { field: 'params.labels', message: expect.stringContaining('not in the params block') as string },
    ]);
  });
});

describe.each([
  ['draft-07 with definitions', draft07],
  ['2020-12 with $defs', draft2020],
])('a schema in %s', (_, schema) => {
  it('accepts valid values, completed with the defaults of the manifest', async () => {
    const input_dir = join(lab.path, 'data/S1');
    expect(await check({ input_dir, depth: 50 }, schema)).toEqual({
      ok: true,
      params: { mode: 'fast', reference: join(lab.path, 'toy/demo/ref.fa'), input_dir, depth: 50 },
      inputs: [
        { path: join(lab.path, 'toy/demo/ref.fa'), bytes: 3 },
        { path: join(input_dir, 'S1_R1.fastq.gz'), bytes: 5 },
        { path: join(input_dir, 'lane2/S1_R1.fastq.gz'), bytes: 10 },
      ],
      warnings: [],
      reads: [
        { field: 'params.reference', path: join(lab.path, 'toy/demo/ref.fa'), whole: true },
        { field: 'params.input_dir', path: input_dir, whole: true },
      ],
    });
  });

  it("passes on given values although they are the schema's default, and no others of the schema", async () => {
    expect(await check({ depth: 30 }, schema)).toMatchObject({ ok: true, params: { depth: 30 } });
    const untouched = await check({}, schema);
    expect(untouched.ok && 'depth' in untouched.params).toBe(false);
  });

  it('treats its default as given if it requires the parameter, since the script should have the same one', async () => {
    const requires = { ...schema, required: ['depth'] };
    expect(await check({}, requires)).toMatchObject({ ok: true });
  });

  it('names every wrong field, and the reason', async () => {
    const given = { mode: 'slow', depth: 0, sample: 'X1', dept: 3, output_dir: '/tmp' };
    expect(await check(given, schema)).toEqual({
      ok: false,
      errors: [
        { field: 'params.output_dir', message: 'is set by the runner' },
        { field: 'params.mode', message: 'must be one of: fast, exact' },
        { field: 'params.depth', message: 'must be at least 1' },
        { field: 'params.sample', message: 'must begin with S' },
      ],
      warnings: [{ field: 'params.dept', message: 'is not in the schema of this pipeline' }],
      reads: [{ field: 'params.reference', path: join(lab.path, 'toy/demo/ref.fa'), whole: true }],
    });
  });
});

describe('path parameters', () => {
  const refused = async (given: Record<string, unknown>, schema?: Record<string, unknown>) => {
    const result = await check(given, schema);
    return result.ok ? [] : result.errors;
  };

  it('may be in an input root or in the demo folder, also relative to the pipeline', async () => {
    expect(await check({ input_dir: './demo' })).toMatchObject({
      ok: true,
      params: { input_dir: join(lab.path, 'toy/demo') },
    });
    expect(await check({ input_dir: './demo/' })).toMatchObject({
      ok: true,
      params: { input_dir: `${join(lab.path, 'toy/demo')}/` },
    });
  });

  it.each([
    ['outside the roots', 'secret', 'must lie in one of the input roots'],
    ['that climbs out', 'data/../secret', 'must lie in one of the input roots'],
    [
      'outside that does not exist, with the same message as an existing one',
      'secret/nothing',
      'must lie in one of the input roots',
    ],
  ])('are refused %s', async (_, given, message) => {
    expect(await refused({ input_dir: `${lab.path}/${given}` })).toEqual([
      { field: 'params.input_dir', message: expect.stringContaining(message) as string },
    ]);
  });

  it('are refused for a symlink that leads out of the roots, also inside the input folder', async () => {
    symlinkSync(join(lab.path, 'secret'), join(lab.path, 'data/link'));
    mkdirSync(join(lab.path, 'data/S3'));
    symlinkSync(join(lab.path, 'secret/key'), join(lab.path, 'data/S3/S3_R1.fastq.gz'));
    for (const given of ['link', 'S3'])
      expect(await refused({ input_dir: join(lab.path, 'data', given) })).toEqual([
        { field: 'params.input_dir', message: expect.stringContaining('is a link that leads out of them') as string },
      ]);
  });

  it('are recognised without a schema by a leading slash, at any depth', async () => {
    expect(await refused({ extra: { files: [join(lab.path, 'secret/key')] }, note: 'a/b' })).toMatchObject([
      { field: 'params.extra.files.0' },
    ]);
  });

  it('reach the pipeline as given, including links within the roots, since siblings of the link belong to it', async () => {
    mkdirSync(join(lab.path, 'data/refs'));
    symlinkSync(join(lab.path, 'data/S1/S1_R1.fastq.gz'), join(lab.path, 'data/refs/hg19.fa'));
    const reference = join(lab.path, 'data/refs/hg19.fa');
    expect(await check({ reference, input_dir: `${lab.path}/data/S1/../refs/` }, draft2020)).toMatchObject({
      ok: true,
      params: { reference, input_dir: `${join(lab.path, 'data/refs')}/` },
      inputs: [
        { path: reference, bytes: 5 },
        { path: reference, bytes: 5 },
      ],
    });
  });

  it('are resolved like Nextflow does: ".." goes back before a link is followed', async () => {
    symlinkSync(join(lab.path, 'data/S1/lane2'), join(lab.path, 'data/deep'));
    expect(await refused({ input_dir: `${lab.path}/data/deep/../../secret` })).toMatchObject([
      { message: expect.stringContaining('must lie in one of the input roots') as string },
    ]);
    expect(await check({ input_dir: `${lab.path}/data/deep/../S1` })).toMatchObject({
      ok: true,
      params: { input_dir: join(lab.path, 'data/S1') },
    });
  });

  it.each([
    'FILE:///etc/passwd',
    'jar:file:///tmp/a.zip!/x',
    'a/../../../../etc/passwd',
    '..',
    '../S1',
    '~',
    '~/x',
    '~root/.profile',
  ])('are recognised without a schema if they lead out of the folder of a run: %j', async (value) => {
    expect(await refused({ note: [value] })).toEqual([
      { field: 'params.note.0', message: expect.stringContaining('must be an absolute path') as string },
    ]);
  });

  it.each(['${launchDir}/../../../admin.token', 'x${baseDir}', '/data/${projectDir}', '${outputDir}', '${secrets}'])(
    'contain nothing that Nextflow would replace with its own folder: %j',
    async (value) => {
      expect(await refused({ note: value })).toEqual([
        { field: 'params.note', message: expect.stringContaining('which Nextflow replaces') as string },
      ]);
      expect(await refused({ note: { [value]: 'x' } })).toEqual([
        {
          field: expect.stringMatching(/^params\.note/) as string,
          message: expect.stringContaining('which Nextflow replaces') as string,
        },
      ]);
    },
  );

  it.each([
    'a b',
    'a/b',
    'a:b/c',
    'note: both lanes',
    'chr1:100-200',
    'chr1..chr3',
    '~5 %',
    '~condition',
    '$5',
    'see ..',
    '--arg /opt/x --y',
    '${x} ${params.y}',
    'x/../y',
    'docker://ubuntu:24.04',
    'https://example.org/a/../b.fa',
    's3://bucket/x',
    '{a,b}/*',
  ])('are not recognised in harmless text: %j', async (value) => {
    expect(await check({ note: value, list: [value] })).toMatchObject({ ok: true, params: { note: value } });
  });

  it('must be of the kind in the schema', async () => {
    expect(await refused({ input_dir: join(lab.path, 'data/S1/S1_R1.fastq.gz') }, draft07)).toMatchObject([
      { field: 'params.input_dir', message: expect.stringContaining('must be a folder') as string },
    ]);
    expect(await refused({ reference: join(lab.path, 'data/S1') }, draft07)).toMatchObject([
      { field: 'params.reference', message: expect.stringContaining('must be a file') as string },
    ]);
  });

  it('with a glob are checked by its base folder', async () => {
    const schema = { properties: { reads: { type: 'string', format: 'file-path-pattern' } } };
    const glob = join(lab.path, 'data/S1/*_{R1,R2}.fastq.gz');
    expect(await check({ reads: glob }, schema)).toMatchObject({ ok: true, params: { reads: glob } });
    expect(await refused({ reads: join(lab.path, 'secret/*') }, schema)).toMatchObject([{ field: 'params.reads' }]);
    expect(await refused({ reads: `${lab.path}/data/*/../../secret/*` }, schema)).toMatchObject([
      { message: 'must not contain ".." after a pattern begins' },
    ]);
  });

  it('with thousands of files list as many as an event can hold, and state their number', async () => {
    mkdirSync(join(lab.path, 'data/many'));
    for (let n = 0; n < 600; n++) writeFileSync(join(lab.path, `data/many/${String(n).padStart(200, '0')}`), '');
    const result = await check({ input_dir: join(lab.path, 'data/many') });
    expect(result.ok && Buffer.byteLength(JSON.stringify(result.inputs))).toBeLessThan(70_000);
    expect(result.ok && result.inputs.length).toBeGreaterThan(100);
    expect(result).toMatchObject({ inputs_count: 601 }); // with the reference
  });
});
