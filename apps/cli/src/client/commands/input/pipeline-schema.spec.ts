import { defaultText, paramsIn, typeText } from './pipeline-schema.ts';

const schema = {
  properties: {
    ids: { type: 'array', items: { type: 'string' }, default: ['a'] },
    grid: { type: 'array', items: { type: 'array', items: { type: 'number' } } },
    depth: { type: ['integer', 'null'], default: 30 },
    threads: { type: 'integer', default_expression: '2 * 3' },
    any: {},
  },
};

describe('a parameter of a pipeline', () => {
  it.each([
    ['ids', 'array of string', '["a"]'],
    ['grid', 'array of array of number', ''],
    ['depth', 'integer or null', '30'],
    ['threads', 'integer', '2 * 3 (worked out by Nextflow)'],
    ['any', '', ''],
  ])('%s has the type “%s” and the default “%s”', (name, type, value) => {
    const param = paramsIn(schema).get(name)!;
    expect([typeText(param), defaultText(param)]).toEqual([type, value]);
  });

  it('prefers the default of the manifest to that of the script', () => {
    expect(defaultText({ default_expression: '2 * 3' }, 4)).toBe('4');
  });
});
