import { aPipeline } from '../../../testing/views.ts';
import { checkValue, fieldGroups, toSend } from './schema-form.ts';

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
  it('has the groups of its schema, in the order the schema refers to them, the others last', () => {
    expect(fieldGroups(pipeline).map(({ title }) => title)).toEqual(['Input and output', 'Parameters', 'Resources']);
  });

  it('reads older schemas, which say definitions', () => {
    const { $defs: definitions, allOf: _, ...rest } = schema;
    expect(fieldGroups(aPipeline({ schema: { ...rest, definitions } }))).toHaveLength(3);
  });

  it('leaves out the output folder, which the runner sets', () => {
    expect(field('output_dir')).toBeUndefined();
  });

  it('knows what kind of control each field takes', () => {
    const kinds = ['input_dir', 'reference', 'min_depth', 'ratio', 'caller', 'keepAll', 'memory'].map(
      (name) => field(name).kind,
    );
    expect(kinds).toEqual(['dir', 'file', 'integer', 'number', 'choice', 'boolean', 'text']);
  });

  it('takes the kind of a parameter without a type from its value, so that what is typed keeps it', () => {
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

  it('takes defaults of the pipeline before those of the schema', () => {
    expect([field('reference').fallback, field('memory').fallback, field('min_depth').fallback]).toEqual([
      '/ref/GRCh37.fa',
      '4GB',
      null,
    ]);
  });

  it('gives a field without a title a readable one', () => {
    expect([field('min_depth').title, field('keepAll').title]).toEqual(['Min depth', 'Keep all']);
  });

  it('without a schema has one field a parameter, the input first and required', () => {
    const [group] = fieldGroups(aPipeline({ params: { genes: 'BRCA', output_dir: '/x' } }));
    expect(group?.fields.map(({ name, required, kind }) => [name, required, kind])).toEqual([
      ['input_dir', true, 'path'],
      ['genes', false, 'text'],
    ]);
  });
});

describe('a value', () => {
  it.each([
    ['input_dir', null, 'Is required'],
    ['reference', null, null],
    ['min_depth', 0, 'Must be 1 or more'],
    ['min_depth', 100, 'Must be 99 or less'],
    ['min_depth', '2.5', 'Must be a whole number'],
    ['min_depth', 'x', 'Must be a number'],
    ['min_depth', '1e', 'Must be a number'],
    ['ratio', ' ', 'Must be a number'],
    ['ratio', 'Infinity', 'Must be a number'],
    ['kmer', '55', null],
    ['kmer', '56', 'Must be one of 31, 55, 77'],
    ['ratio', '2.5', null],
    ['caller', 'gatk', 'Must be one of bcftools, freebayes'],
    ['memory', '4', null],
    ['memory', '8GB', null],
    ['memory', '', null],
  ])('of %s that is %p is answered with %p', (name, value, error) => {
    expect(checkValue(field(name), value)).toBe(error);
  });
});
