import { literalOf } from './groovy-literal.ts';

describe('a Groovy literal', () => {
  it.each<[string, unknown]>([
    ['true', true],
    ['null', null],
    ['30', 30],
    ['-1_000', -1000],
    ['1_000_000L', 1_000_000],
    ['0x1F', 31],
    ['010', 8],
    ['0', 0],
    ['0.5', 0.5],
    ['1.5e3', 1500],
    ['2e-3', 0.002],
    ['0.1f', 0.1],
    [`'S1'`, 'S1'],
    [`''`, ''],
    [String.raw`'it\'s "q"'`, 'it\'s "q"'],
    [String.raw`"a \"b\" \$x \u0041\t\\z"`, 'a "b" $x A\t\\z'],
    ['"5 o\'clock"', "5 o'clock"],
    ["'${x}'", '${x}'],
    [`'''a\nit's'''`, "a\nit's"],
    ['"""a "b" c"""', 'a "b" c'],
    ['[]', []],
    [`['a', "b",]`, ['a', 'b']],
    ['[\n  1,\n  [2, null]\n]', [1, [2, null]]],
    ['[:]', {}],
    [`[a: 1, 'b c': [x: []]]`, { a: 1, 'b c': { x: [] } }],
  ])('%s is %j', (code, value) => {
    expect(literalOf(code)).toEqual(value);
  });

  it.each(
    [
      [
        '',
        '2 * 3',
        '8.GB',
        'x',
        '"${projectDir}/x"',
        '"$x"',
        "['a', x]",
        '[a: 1, 2]',
        "['a' 'b']",
        '[1',
        '1]',
        "'a' + 'b'",
      ],
      [
        '9007199254740993',
        '09',
        '1__',
        '/a/',
        "'a",
        '[(x): 1]',
        '[a.b: 1]',
        `${'['.repeat(100)}${']'.repeat(100)}`,
        '1..3',
        'constructor',
      ],
    ].flat(),
  )('%s is no literal', (code) => {
    expect(literalOf(code)).toBeUndefined();
  });
});
