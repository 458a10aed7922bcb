import { readFileSync } from 'node:fs';
import { indexedResults } from './indexed-results.ts';
import { readOutputBlock, type OutputIndex } from './output-block.ts';
import { readIndex } from './read-index.ts';

/** Returns a script, or an index that a run wrote with the Nextflow in its name. Its output folder is renamed. */
const recorded = (name: string) => readFileSync(new URL(`./recorded/${name}`, import.meta.url), 'utf8');
const csv: OutputIndex = { path: 'index.csv', sep: ',', hasHeader: true };
const declared = (block: string) => readOutputBlock(`output {\n${block}\n}`);

describe('the output block of a script', () => {
  it('is read with its labels and indexes', () => {
    expect(readOutputBlock(recorded('script.txt'))).toEqual([
      { name: 'alignments', labels: ['bam', 'genome'], index: { path: 'alignments.csv', sep: ',', hasHeader: true } },
      { name: 'calls', labels: [], index: { path: 'index/calls.json', sep: ',', hasHeader: false } },
      { name: 'reports', labels: ['qc'], index: { path: 'reports.yaml', sep: ',', hasHeader: false } },
      { name: 'summary', labels: [], index: null },
    ]);
  });

  it.each([
    ["index { path 'a.csv'; header false }", ',', false],
    ["index { path('a.csv'); header(true) }", ',', true],
    ["index {\n path \"a.csv\"\n header(['id', 'bam'])\n sep '\\t' }", '\t', true],
    ["index { // path 'b.csv'\n sep ';'\n path 'a.csv'\n header 'id', 'bam' }", ';', true],
  ])('accepts the options of an index in each form: %s', (index, sep, hasHeader) => {
    expect(declared(`samples: Channel<Map> { path { "of/\${it.id}" }\n ${index}\n label 'x' }`)).toEqual([
      { name: 'samples', labels: ['x'], index: { path: 'a.csv', sep, hasHeader } },
    ]);
  });

  it('omits an index that only Groovy can resolve', () => {
    expect(declared('samples { index { path "${params.name}.csv" } }')).toEqual([
      { name: 'samples', labels: [], index: null },
    ]);
  });

  it('has the first ten of its labels that are short plain texts', () => {
    const labels = Array.from({ length: 12 }, (_, at) => `label 'no-${String(at)}'`);
    const [output] = declared(
      `samples { label "of \${params.name}"; label '${'x'.repeat(101)}'; ${labels.join('; ')} }`,
    );
    expect(output?.labels).toHaveLength(10);
    expect(output?.labels[0]).toBe('no-0');
  });

  it('is empty if the script has none', () => {
    expect(readOutputBlock("process A {\n output:\n path 'index { }'\n}\nworkflow { }")).toEqual([]);
  });
});

/** The samples are in order of completion. */
describe.each([
  ['25.10.7', 'S2', 'S1'],
  ['26.04.6', 'S1', 'S2'],
])('an index that Nextflow %s wrote', (version, first, second) => {
  it('is read as CSV, with the columns of its header', () => {
    expect(readIndex(recorded(`alignments.${version}.csv`), csv).slice(0, 3)).toEqual([
      { text: 'S2', column: 'id' },
      { text: '/data/out/alignments/S2.bam', column: 'bam' },
      { text: '/data/out/alignments/S2.bam.bai', column: 'bai' },
    ]);
  });

  it('is read as JSON', () => {
    expect(readIndex(recorded(`calls.${version}.json`), { ...csv, path: 'calls.json' })).toEqual(
      [first, second].map((sample) => ({ text: `/data/out/calls/${sample}/called.vcf`, column: null })),
    );
  });

  it('is read as YAML, including lists and nested maps', () => {
    expect(readIndex(recorded(`reports.${version}.yaml`), { ...csv, path: 'reports.yaml' })).toContainEqual({
      text: '/data/out/qc/S2.html',
      column: null,
    });
    const folder = `/data/out/nested/${first}`;
    expect(readIndex(recorded(`nested.${version}.yml`), { ...csv, path: 'nested.yml' })).toEqual(
      expect.arrayContaining([
        { text: first, column: 'id' },
        { text: `${folder}/${first}.1.txt`, column: 'files' },
        { text: `${folder}/${first}.2.txt`, column: 'files' },
        { text: `${folder}/${first}`, column: 'folder' },
      ]),
    );
  });

  it('is read as CSV without a header, with several files in a cell', () => {
    const index = { path: 'lists.csv', sep: '\t', hasHeader: false };
    const folder = `/data/out/lists/${first}`;
    expect(readIndex(recorded(`lists.${version}.csv`), index).slice(0, 4)).toEqual(
      [first, `${folder}.1.txt`, `${folder}.2.txt`, folder].map((text) => ({ text, column: null })),
    );
  });
});

describe('a malformed index', () => {
  it('is refused', () => {
    expect(() => readIndex('{', { ...csv, path: 'a.json' })).toThrow(SyntaxError);
  });
});

describe('the kind of a result from an index', () => {
  const texts = readIndex(recorded('alignments.26.04.6.csv'), csv);
  const output = { name: 'alignments', labels: ['genome'] };
  const kinds = (manifestKinds: string[]) => {
    const { kindOf } = indexedResults([{ ...output, texts }], '/data/out', new Set(manifestKinds));
    return ['S1.bam', 'S1.bam.bai', 'S3.bam'].map((name) => kindOf(`alignments/${name}`));
  };

  it('is its column if the page knows it, and otherwise the name of its output', () => {
    expect(kinds([])).toEqual(['bam', 'alignments', null]);
  });

  it('is never one of the manifest', () => {
    expect(kinds(['bam'])).toEqual(['alignments', 'alignments', null]);
    expect(kinds(['bam', 'alignments'])).toEqual([null, null, null]);
  });

  it('comes with labels, also if the manifest has the kind', () => {
    const { labelsOf } = indexedResults([{ ...output, texts }], '/data/out', new Set(['bam', 'alignments']));
    expect(['alignments/S1.bam', 'alignments/S3.bam'].map(labelsOf)).toEqual([['genome'], []]);
  });

  it('applies to a listed folder, and to nothing outside of the results', () => {
    const texts = ['/data/out/qc', '/data/out', '/data/other/a.txt', 'S1'].map((text) => ({ text, column: null }));
    const { kindOf } = indexedResults([{ name: 'reports', labels: [], texts }], '/data/out', new Set());
    expect(['qc/S1/plots/a.png', 'qc.txt', 'other/a.txt', 'S1'].map(kindOf)).toEqual(['reports', null, null, null]);
  });
});
