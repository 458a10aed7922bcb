import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { wes } from './testing/nextflow.ts';

const read = (file: string) => readFileSync(join(wes, file), 'utf8');
const manifest = JSON.parse(read('reprise.json')) as {
  steps: Record<string, string>;
  demo: Record<string, Record<string, string>>;
};
const fits = new Ajv2020({ strict: false, validateFormats: false }).compile(JSON.parse(read('nextflow_schema.json')));

const exome = { input_dir: '/data/reads', reference: '/data/hg19.fa.gz' };

describe('the manifest of the exome pipeline', () => {
  it('labels exactly the processes of the script', () => {
    const processes = [...read('main.nf').matchAll(/^process (\w+) \{/gm)].map((match) => match[1]);

    expect(Object.keys(manifest.steps)).toEqual(processes);
  });

  it('marks every demo sample as simulated', () => {
    const names = Object.keys(manifest.demo);

    expect(names).toHaveLength(2);
    for (const name of names) expect(name).toMatch(/simulated/);
  });

  it('offers demo parameters that match the schema and exist', () => {
    for (const params of Object.values(manifest.demo)) {
      expect(fits(params)).toBe(true);
      for (const path of Object.values(params)) expect(existsSync(join(wes, path))).toBe(true);
    }
  });
});

describe('the schema of the parameters', () => {
  it('shows the defaults that the config sets', () => {
    const { $defs } = JSON.parse(read('nextflow_schema.json')) as {
      $defs: Record<string, { properties: Record<string, { default?: number }> }>;
    };
    const shown = Object.values($defs).flatMap(({ properties }) => Object.entries(properties));
    const [, block = ''] = /^params \{\n(.*?)^\}/ms.exec(read('nextflow.config')) ?? [];

    const set = [...block.matchAll(/^ {4}(\w+) = (\S+)$/gm)].map(([, name, value]) => `${name} = ${value}`);
    expect(set.sort()).toEqual(shown.map(([name, { default: value }]) => `${name} = ${value ?? null}`).sort());
  });

  it('accepts the three parameters of the original command', () => {
    expect(fits({ ...exome, output_dir: '/data/results' })).toBe(true);
  });

  it.each([
    ['a missing reference', { input_dir: '/data/reads' }],
    ['a reference that is not FASTA', { ...exome, reference: '/data/hg19.2bit' }],
    ['a smallest depth of 0', { ...exome, min_depth: 0 }],
    ['a negative wait', { ...exome, slow: -1 }],
  ])('refuses %s', (_, params) => {
    expect(fits(params)).toBe(false);
  });
});
