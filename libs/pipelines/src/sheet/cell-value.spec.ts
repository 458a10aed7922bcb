import type { ParamSchema } from '../schema/param-schema.ts';
import { cellValue } from './cell-value.ts';

describe('the text of a samplesheet cell', () => {
  it.each<[string, ParamSchema | undefined, unknown]>([
    ['007', { type: 'string' }, '007'],
    ['8', { type: 'integer' }, 8],
    ['-1.5e3', { type: ['number', 'null'] }, -1500],
    ['8', { type: ['string', 'integer'] }, '8'],
    ['eight', { type: 'integer' }, 'eight'],
    ['0x10', { type: 'integer' }, '0x10'],
    ['', { type: 'integer' }, ''],
    ['TRUE', { type: 'boolean' }, true],
    ['yes', { type: 'boolean' }, 'yes'],
    ['["a","b"]', { type: 'array' }, ['a', 'b']],
    ['a,b', { type: 'array' }, 'a,b'],
    ['55', { enum: [31, 55] }, 55],
    ['55', undefined, '55'],
  ])('%j is read by the schema %j as %j', (text, schema, value) => {
    expect(cellValue(text, schema)).toEqual(value);
  });

  it("is read like the parameter's default if no schema states its type", () => {
    expect([cellValue('8', undefined, 30), cellValue('8', undefined, '30'), cellValue('false', {}, true)]).toEqual([
      8,
      '8',
      false,
    ]);
  });
});
