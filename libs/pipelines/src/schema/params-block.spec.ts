import { readParamsBlock } from './params-block.ts';

const read = (script: string) =>
  readParamsBlock(script)?.map(({ name, type, isOptional, default: value, description }) => [
    ...[name, type, isOptional, value, description],
  ]);

describe('the params block of a script', () => {
  it('is read with types, defaults, and what the comments say', () => {
    expect(
      read(`
        nextflow.enable.types = true

        params {
            // Reads of one sample,
            // in pairs.
            input: Path

            /**
             * Lowest depth at which
             * a variant counts.
             */
            min_depth: Integer = 30
            ratio: Float = 0.5   // of reads
            label: String = 'S1' // it's "the" {label}
            save: Boolean
            known: Path?
            old
        }

        workflow { params.input.view() }
      `),
    ).toEqual([
      ['input', 'Path', false, undefined, 'Reads of one sample, in pairs.'],
      ['min_depth', 'Integer', true, 30, 'Lowest depth at which a variant counts.'],
      ['ratio', 'Float', true, 0.5, 'of reads'],
      ['label', 'String', true, 'S1', 'it\'s "the" {label}'],
      ['save', 'Boolean', false, undefined, null],
      ['known', 'Path', true, undefined, null],
      ['old', null, false, undefined, null],
    ]);
  });

  it('is read with types of types, and defaults over several lines, which need Groovy to be known', () => {
    expect(
      read(`params {
    samples: List<Sample>
    lanes: Map< String, List<Path> > = [
        first: ['a', 'b'],
        other: []
    ]
    limit: MemoryUnit = 8.GB
    genes: Path = "\${projectDir}/genes.gff"
    isExact: Boolean = params.limit == 3
    empty: String = null
}`),
    ).toEqual([
      ['samples', 'List<Sample>', false, undefined, null],
      ['lanes', 'Map<String,List<Path>>', true, undefined, null],
      ['limit', 'MemoryUnit', true, undefined, null],
      ['genes', 'Path', true, undefined, null],
      ['isExact', 'Boolean', true, undefined, null],
      ['empty', 'String', true, undefined, null],
    ]);
  });

  it('is not found in a script that assigns its parameters, or has one in a comment', () => {
    for (const script of [
      'params.depth = 30\nworkflow { println params.depth }',
      '// params { a: Path }\nworkflow { }',
    ])
      expect(readParamsBlock(script)).toBeNull();
  });
});
