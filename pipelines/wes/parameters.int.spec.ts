import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { nextflow, runWes, wes } from './testing/nextflow.ts';

const demo = join(wes, 'demo');
const reference = join(demo, 'reference/demo.fa.gz');

let folder: string;
const inFolder = (...path: string[]) => join(folder, ...path);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wes-parameters '));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('wrong inputs end the run before its first step, with a sentence that says what to do', () => {
  const good = () => ({ input_dir: join(demo, 'DEMO1'), output_dir: inFolder('results'), reference });

  beforeAll(() => {
    mkdirSync(inFolder('empty'), { recursive: true });
    mkdirSync(inFolder('single'));
    copyFileSync(join(demo, 'DEMO1/DEMO1_R2.fastq.gz'), inFolder('single/DEMO1_R2.fastq.gz'));
    copyFileSync(reference, inFolder('bare.fa.gz'));
  });

  it.each([
    ['no reads', () => ({ input_dir: inFolder('empty') }), 'Put pairs named <sample>_R1.fastq.gz and'],
    ['a read alone', () => ({ input_dir: inFolder('single') }), 'Put DEMO1_R1.fastq.gz into'],
    ['no reference', () => ({ reference: '/no/hg19.fa' }), 'reference is not there: /no/hg19.fa. Give a FASTA file'],
    ['no genes', () => ({ reference: inFolder('bare.fa.gz') }), 'No bare.gff3 or bare.gff3.gz lies beside'],
  ])(
    '%s',
    async (_, wrong, sentence) => {
      const { code, stdout } = await runWes(folder, { ...good(), ...wrong() });

      expect(code).toBe(1);
      expect(stdout).toContain(sentence);
      expect(stdout).not.toContain('Submitted process');
    },
    30_000,
  );
});

describe('the genes and targets of a reference that is a link into a store', () => {
  beforeAll(() => {
    mkdirSync(inFolder('store'));
    copyFileSync(reference, inFolder('store/MD5E-abc.fa.gz'));
  });

  it.each([
    ['beside the link', 'links', 'hg19'],
    ['beside its target', 'store', 'MD5E-abc'],
  ])(
    'are found %s',
    async (_, place, stem) => {
      mkdirSync(inFolder('links'));
      symlinkSync(inFolder('store/MD5E-abc.fa.gz'), inFolder('links/hg19.fa.gz'));
      for (const file of ['gff3', 'bed']) writeFileSync(inFolder(place, `${stem}.${file}`), '');
      const given = { input_dir: join(demo, 'DEMO1'), output_dir: inFolder('results') };
      const found = await runWes(folder, { ...given, reference: inFolder('links/hg19.fa.gz') }, ['-preview']);
      rmSync(inFolder('links'), { recursive: true });
      for (const file of ['gff3', 'bed']) rmSync(inFolder('store', `${stem}.${file}`), { force: true });

      expect(found).toMatchObject({ code: 0, stdout: expect.not.stringContaining('beside the reference') });
    },
    30_000,
  );
});

it('has the defaults that its schema shows', async () => {
  const schema = JSON.parse(readFileSync(join(wes, 'nextflow_schema.json'), 'utf8')) as {
    $defs: Record<string, { properties: Record<string, { default?: number }> }>;
  };
  const shown = Object.values(schema.$defs).flatMap(({ properties }) => Object.entries(properties));

  const { stdout } = await nextflow(folder, ['config', '-flat', wes]);

  const actual = [...stdout.matchAll(/^params\.(\w+) = (.*)$/gm)].map(([, name, value]) => `${name} = ${value}`);
  expect(actual.sort()).toEqual(shown.map(([name, { default: value }]) => `${name} = ${value ?? null}`).sort());
}, 30_000);
