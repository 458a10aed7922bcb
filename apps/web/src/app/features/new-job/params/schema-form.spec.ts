import { aPipeline } from '../../../testing/views.ts';
import { toSend } from './field-value.ts';
import { fieldGroups } from './schema-form.ts';

const schema = {
  $defs: {
    resources: {
      title: 'Resources',
      properties: { memory: { type: 'string', pattern: '^\\d+GB$', default: '4GB', hidden: true } },
    },
    io: {
      title: 'Input and output',
      description: 'Where the reads are',
      required: ['input_dir'],
      properties: {
        input_dir: { type: 'string', format: 'directory-path', title: 'Reads', description: 'FASTQ in pairs' },
        reference: { type: 'string', format: 'file-path' },
        output_dir: { type: 'string', format: 'directory-path' },
      },
    },
    filters: {
      properties: {
        min_depth: { type: 'integer', minimum: 1, maximum: 99 },
        ratio: { type: 'number' },
        caller: { enum: ['bcftools', 'freebayes'], default: 'bcftools' },
        kmer: { type: 'integer', enum: [31, 55, 77], default: 31 },
        keepAll: { type: ['boolean', 'null'], default: true },
      },
    },
  },
  allOf: [{ $ref: '#/$defs/io' }, { $ref: '#/$defs/filters' }],
};
const pipeline = aPipeline({ schema, params: { reference: '/ref/GRCh37.fa' } });
const field = (name: string) =>
  fieldGroups(pipeline)
    .flatMap(({ fields }) => fields)
    .find((one) => one.name === name)!;

describe('the form of a pipeline', () => {
  it('has the groups of its schema in the order of references, followed by the others', () => {
    expect(fieldGroups(pipeline).map(({ title }) => title)).toEqual(['Input and output', 'Parameters', 'Resources']);
  });

  it('reads older schemas with definitions', () => {
    const { $defs: definitions, allOf: _, ...rest } = schema;
    expect(fieldGroups(aPipeline({ schema: { ...rest, definitions } }))).toHaveLength(3);
  });

  it('leaves out the output folder, since the runner sets it', () => {
    expect(field('output_dir')).toBeUndefined();
  });

  it('selects the control of each field', () => {
    const kinds = ['input_dir', 'reference', 'min_depth', 'ratio', 'caller', 'keepAll', 'memory'].map(
      (name) => field(name).kind,
    );
    expect(kinds).toEqual(['dir', 'file', 'integer', 'number', 'choice', 'boolean', 'text']);
  });

  it('takes the type of an untyped parameter from its value, so that input keeps it', () => {
    const params = { threads: 2, trim: true, limits: { depth: 8 }, sizes: [31, 55], caller: 'bcftools', none: null };
    for (const schema of [null, { properties: Object.fromEntries(Object.keys(params).map((name) => [name, {}])) }]) {
      const fields = fieldGroups(aPipeline({ schema, params })).flatMap((group) => group.fields);
      const of = (name: string) => fields.find((one) => one.name === name)!;
      expect(Object.keys(params).map((name) => of(name).kind)).toEqual([
        ...['number', 'boolean', 'json', 'json', 'text', 'text'],
      ]);
      expect([toSend(of('threads'), '4'), toSend(of('limits'), '{"depth": 9}')]).toEqual([4, { depth: 9 }]);
    }
  });

  it('prefers defaults of the pipeline to those of the schema', () => {
    expect([field('reference').fallback, field('memory').fallback, field('min_depth').fallback]).toEqual([
      '/ref/GRCh37.fa',
      '4GB',
      null,
    ]);
  });

  it('has a list with one value per line for an array of texts, numbers or paths, and JSON for any other', () => {
    const path = { type: 'string', format: 'file-path' };
    const lists = {
      texts: { type: 'array', items: { type: 'string' } },
      numbers: { type: 'array', items: { type: 'integer', minimum: 1 }, default: [1, 2] },
      files: { type: 'array', items: path },
      callers: { type: 'array', items: { enum: ['a', 'b'] } },
      any: { type: 'array' },
      nested: { type: 'array', items: { type: 'array', items: path } },
      flags: { type: 'array', items: { type: 'boolean' } },
      either: { type: ['array', 'string'], items: path },
    };
    const fields = fieldGroups(aPipeline({ schema: { properties: lists } })).flatMap((group) => group.fields);
    expect(fields.map(({ name, kind, each }) => [name, kind, each])).toEqual([
      ['texts', 'list', 'text'],
      ['numbers', 'list', 'integer'],
      ['files', 'list', 'file'],
      ['callers', 'list', 'choice'],
      ['any', 'json', null],
      ['nested', 'json', null],
      ['flags', 'json', null],
      ['either', 'text', null],
    ]);
    expect(fields[1]).toMatchObject({ minimum: 1, fallback: [1, 2] });
  });

  it('shows the expression of a default, unless the manifest sets the parameter', () => {
    const withExpression = { properties: { threads: { type: 'integer', default_expression: '2 * 3' } } };
    const of = (params: Record<string, unknown>) =>
      fieldGroups(aPipeline({ schema: withExpression, params })).flatMap((group) => group.fields)[0];
    expect(of({})).toMatchObject({ fallback: null, expression: '2 * 3' });
    expect(of({ threads: 4 })).toMatchObject({ fallback: 4, expression: null });
  });

  it('gives a field without a title a readable one', () => {
    expect([field('min_depth').title, field('keepAll').title]).toEqual(['Min depth', 'Keep all']);
  });

  it('has one field per parameter without a schema, with the input first and none required', () => {
    const [group] = fieldGroups(aPipeline({ params: { genes: 'BRCA', output_dir: '/x' } }));
    expect(group?.fields.map(({ name, required, kind }) => [name, required, kind])).toEqual([
      ['input_dir', false, 'path'],
      ['genes', false, 'text'],
    ]);
  });
});
