import { parseParams } from './given-params.ts';

const schema = { $defs: { input: { properties: { sample: { type: 'string' }, depth: { type: 'integer' } } } } };

describe('parseParams', () => {
  it('keeps texts if the schema requires it, and converts numbers, flags and JSON', () => {
    const given = [
      'sample=007',
      'depth=30',
      'other=1.5e3',
      'fast=true',
      'code=007',
      'note=a=b',
      'list=["x"]',
      'torn={x',
    ];
    expect(parseParams(given, schema)).toEqual({
      sample: '007',
      depth: 30,
      other: 1500,
      fast: true,
      code: '007',
      note: 'a=b',
      list: ['x'],
      torn: '{x',
    });
  });

  it('keeps a number as text for a text parameter', () => {
    expect(parseParams(['sample=12'], schema)).toEqual({ sample: '12' });
  });

  it.each(['depth', '=30', 'a b=1'])('rejects %s', (text) => {
    expect(() => parseParams([text], schema)).toThrow(`${text} is not a parameter.`);
  });
});
