import { withDeclared } from './declared-schema.ts';
import { readParamsBlock } from './params-block.ts';

const declared = (block: string) => readParamsBlock(`params {\n${block}\n}`) ?? [];

describe('the schema of a params block', () => {
  it('has the types, defaults and descriptions, and requires what has no default', () => {
    const block = `
      input: Path // of the reads
      depth: Integer = 30
      ratio: Float = 0.5
      name: String = 'S1'
      memory: MemoryUnit = '8 GB'
      save: Boolean
      known: Path?
      rows: List<Sample>
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
        rows: { type: ['array', 'string'], format: 'file-path' },
        limits: { type: ['object', 'string'], format: 'file-path' },
        kind: {},
      },
      required: ['input', 'rows', 'kind'],
    });
  });

  it('completes a nextflow_schema.json, of which nothing changes', () => {
    const schema = {
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      title: 'Toy',
      $defs: {
        io: {
          properties: { input: { type: 'string', format: 'file-path' }, depth: { type: 'integer', minimum: 1 } },
          required: ['input'],
        },
        other: { title: 'No parameters' },
      },
      properties: { caller: { enum: ['a', 'b'], default: 'a' } },
      required: ['caller'],
    };
    const block = "input: String\ndepth: Integer = 30\ncaller: String = 'b'\nsave: Boolean\nlabel: String";
    expect(withDeclared(schema, declared(block))).toEqual({
      ...schema,
      $defs: {
        io: {
          properties: {
            input: { type: 'string', format: 'file-path' },
            depth: { type: 'integer', minimum: 1, default: 30 },
          },
          required: ['input'],
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
