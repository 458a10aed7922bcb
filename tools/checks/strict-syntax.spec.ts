import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '@reprise/setup';

const scripts = globSync('{apps,examples,libs,pipelines,tools}/**/*.nf', { cwd: checkout });

const RULES: readonly [string, (code: string) => string[]][] = [
  ['a loop', (code) => code.match(/^[ \t]*(?:while|for)\b.*\(.*$/gm) ?? []],
  ['a class or an import', (code) => code.match(/^(?:class|import)\b.*$/gm) ?? []],
  ['a process in one line', (code) => code.match(/^process\s+\w+\s*\{[ \t]*\S.*$/gm) ?? []],
  ['a call of a parameter as if it were a function', calledParameters],
];

/** Finds `names(…)` in a function with a parameter `names`: a closure must be called with `names.call(…)`. */
function calledParameters(code: string): string[] {
  return [...code.matchAll(/^def \w+\(([^)]*)\) \{\n([^]*?)^\}/gm)].flatMap(([, parameters = '', body = '']) =>
    parameters
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== '' && new RegExp(`(?<![.\\w$])${name}\\(`).test(body)),
  );
}

/** Nextflow 26.04 rejects these, without a reason from its older parser. Tests run with an older version. */
describe('a script of this repository', () => {
  it.each(RULES)('contains nothing that the strict parser rejects: %s', (_, find) => {
    const found = scripts.flatMap((path) =>
      find(codeOf(readFileSync(join(checkout, path), 'utf8'))).map((part) => `${path}: ${part}`),
    );
    expect(found).toEqual([]);
  });

  it('is found by the check', () => expect(scripts).toContain('pipelines/wes/main.nf'));
});

/** Returns a script without comments and without the commands of its tasks. */
const codeOf = (text: string): string => text.replaceAll(/^[ \t]*\/\/.*$|\/\*[^]*?\*\/|"""[^]*?"""|'''[^]*?'''/gm, '');
