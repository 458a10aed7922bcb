import { aPipeline } from '../../../testing/views.ts';
import { asShown, asText, checkValue, toSend } from './field-value.ts';
import { fieldGroups } from './schema-form.ts';

const schema = {
  required: ['input_dir', 'ids', 'sizes', 'threads'],
  properties: {
    input_dir: { type: 'string', format: 'directory-path' },
    reference: { type: 'string', format: 'file-path' },
    min_depth: { type: 'integer', minimum: 1, maximum: 99 },
    ratio: { type: 'number' },
    caller: { enum: ['bcftools', 'freebayes'], default: 'bcftools' },
    kmer: { type: 'integer', enum: [31, 55, 77], default: 31 },
    memory: { type: 'string', pattern: '^\\d+GB$', default: '4GB' },
    ids: { type: 'array', items: { type: 'string' } },
    sizes: { type: 'array', items: { type: 'integer', minimum: 1 }, default: [1, 2] },
    threads: { type: 'integer', default_expression: '2 * 3' },
  },
};
const fields = fieldGroups(aPipeline({ schema })).flatMap((group) => group.fields);
const field = (name: string) => fields.find((one) => one.name === name)!;

describe('the value of a field', () => {
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
    ['ids', ' \n', 'Is required'],
    ['ids', 'a\nb', null],
    ['sizes', '', null],
    ['sizes', '3\n4', null],
    ['sizes', '3\n\nx', 'Value 2 must be a number'],
    ['sizes', '3\n0.5', 'Value 2 must be a whole number'],
    ['sizes', '0', 'Value 1 must be 1 or more'],
    ['threads', '', null],
  ])('of type %s that is %p is answered with %p', (name, value, error) => {
    expect(checkValue(field(name), value)).toBe(error);
  });

  it('that is a list is sent as typed values', () => {
    expect(toSend(field('ids'), ' a b\n\n007 \n')).toEqual(['a b', '007']);
    expect(toSend(field('sizes'), '3\n40')).toEqual([3, 40]);
    expect(asShown(field('sizes'), [3, 40])).toBe('3\n40');
  });

  it.each<[unknown, string]>([
    [30, '30'],
    [['a', 'b'], 'a, b'],
    [{ a: [1] }, '{"a":[1]}'],
    [[[1]], '[[1]]'],
  ])('that is the default %j reads as %s', (value, text) => {
    expect(asText(value)).toBe(text);
  });
});
