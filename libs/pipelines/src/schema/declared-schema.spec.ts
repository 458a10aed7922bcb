import { withDeclared } from './declared-schema.ts';
import { readParamsBlock } from './params-block.ts';

const declared = (block: string) => readParamsBlock(`params {\n${block}\n}`) ?? [];

describe('the schema of a params block', () => {
  it('has the types, defaults and descriptions, and requires parameters without a default', () => {
    const block = `
      input: Path // of the reads
      depth: Integer = 30
      ratio: Float = 0.5
      name: String = 'S1'
      memory: MemoryUnit = '8 GB'
      save: Boolean
      known: Path?
      rows: List<Sample>
      callers: List<String> = ['a', 'b']
      files: Set< Path >?
      grid: List<List<Float>> = [[0.5]]
      sheet: Channel<Sample>
      one: Value<Integer>
      twice: Integer = 2 * params.depth
      limits: Map<String, Integer> = [:]
      kind: Kind`;
    expect(withDeclared(null, declared(block))).toEqual({
      type: 'object',
      properties: {
        input: { type: 'string', format: 'path', description: 'of the reads' },
        depth: { type: 'integer', default: 30 },
        ratio: { type: 'number', default: 0.5 },
        name: { type: 'string', default: 'S1' },
        memory: { type: 'string', default: '8 GB' },
        save: { type: 'boolean', default: false },
        known: { type: 'string', format: 'path' },
        rows: { type: 'array' },
        callers: { type: 'array', items: { type: 'string' }, default: ['a', 'b'] },
        files: { type: 'array', items: { type: 'string', format: 'path' } },
        grid: { type: 'array', items: { type: 'array', items: { type: 'number' } }, default: [[0.5]] },
        sheet: { type: 'string', format: 'file-path' },
        one: { type: 'integer' },
        twice: { type: 'integer', default_expression: '2 * params.depth' },
        limits: { type: 'object', default: {} },
        kind: {},
      },
      required: ['input', 'rows', 'sheet', 'one', 'kind'],
    });
  });

  it('completes a nextflow_schema.json without changing it', () => {
    const schema = {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'Toy',
      $defs: {
        io: {
          properties: {
            input: { type: 'string', format: 'file-path' },
            depth: { type: 'integer', minimum: 1 },
            genes: { type: 'string' },
          },
          required: ['input', 'genes'],
        },
        other: { title: 'No parameters' },
      },
      properties: { caller: { enum: ['a', 'b'], default: 'a' } },
      required: ['caller'],
    };
    const block =
      'input: String\ndepth: Integer = 30\ngenes: Path = file("x")\ncaller: String = \'b\'\nsave: Boolean\nlabel: String';
    expect(withDeclared(schema, declared(block))).toEqual({
      ...schema,
      $defs: {
        io: {
          properties: {
            input: { type: 'string', format: 'file-path' },
            depth: { type: 'integer', minimum: 1, default: 30 },
            genes: { type: 'string', default_expression: 'file("x")' },
          },
          required: ['input', 'genes'],
        },
        other: { title: 'No parameters' },
      },
      properties: {
        caller: { enum: ['a', 'b'], default: 'a' },
        save: { type: 'boolean', default: false },
        label: { type: 'string' },
      },
      required: ['caller', 'input', 'label'],
    });
    expect(withDeclared(schema, [])).toEqual(schema);
  });
});
