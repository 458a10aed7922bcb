import { pgJson, pgText } from './pg-values.ts';

describe('values for Postgres', () => {
  it('contain neither NUL nor half a surrogate pair, which it would reject', () => {
    expect(pgText('a\0b\ud83dc😀')).toBe('a\uFFFDb\uFFFDc😀');
    expect(JSON.parse(pgJson({ 'k\0': ['x\udc00', { y: '\0' }] }))).toEqual({
      'k\uFFFD': ['x\uFFFD', { y: '\uFFFD' }],
    });
  });

  it('are otherwise unchanged', () => {
    const value = { text: 'C:\\u0000 is no NUL, {"a,b"} no array', n: 1.5, none: null, list: ['😀'] };
    expect(JSON.parse(pgJson(value))).toEqual(value);
  });
});
