import { readParamsBlock } from './params-block.ts';

const read = (script: string) =>
  readParamsBlock(script)?.map(({ name, type, isOptional, default: value, description }) => [
    ...[name, type, isOptional, value, description],
  ]);
const expressions = (script: string) =>
  readParamsBlock(script)?.flatMap(({ name, expression }) => (expression === null ? [] : [[name, expression]]));

describe('the params block of a script', () => {
  it('is read with types, defaults, and comments', () => {
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

  it('is read with nested types, and defaults over several lines', () => {
    expect(
      read(`params {
    samples: List<Sample>
    lanes: Map< String, List<Path> > = [
        first: ['a', 'b'],
        other: []
    ]
    quote: String = 'it\\'s "q" }'
    text: String = '''
    a = 1
    '''
    ids: List<String> = ['}', "{"] // of genes
    big: Integer =
        1_000
    none: String = null
    maybe: String? = null
}`),
    ).toEqual([
      ['samples', 'List<Sample>', false, undefined, null],
      ['lanes', 'Map<String,List<Path>>', true, { first: ['a', 'b'], other: [] }, null],
      ['quote', 'String', true, 'it\'s "q" }', null],
      ['text', 'String', true, '\n    a = 1\n    ', null],
      ['ids', 'List<String>', true, ['}', '{'], 'of genes'],
      ['big', 'Integer', true, 1000, null],
      ['none', 'String', false, undefined, null],
      ['maybe', 'String', true, undefined, null],
    ]);
  });

  it('keeps the expressions of computed defaults', () => {
    const script = `params {
    limit: MemoryUnit = 8.GB
    genes: Path = "\${projectDir}/genes.gff" // known
    isExact: Boolean = params.limit == 3
    word: String = 'a' +
        'b'
    pattern: String = /a.b/
    depth: Integer = 30
}`;
    expect(expressions(script)).toEqual([
      ['limit', '8.GB'],
      ['genes', '"${projectDir}/genes.gff"'],
      ['isExact', 'params.limit == 3'],
      ['word', "'a' + 'b'"],
      ['pattern', '/a.b/'],
    ]);
    expect(readParamsBlock(script)?.every(({ isOptional }) => isOptional)).toBe(true);
  });

  it('is not found in a script that assigns its parameters, or has one in a comment', () => {
    for (const script of [
      'params.depth = 30\nworkflow { println params.depth }',
      '// params { a: Path }\nworkflow { }',
    ])
      expect(readParamsBlock(script)).toBeNull();
  });
});
