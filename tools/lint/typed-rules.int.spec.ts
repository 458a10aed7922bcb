import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import tseslint from 'typescript-eslint';
import { checkout } from '@reprise/setup';

/** Rules of strictTypeChecked that oxlint does not implement, and that are not wanted here. */
const ABSENT = [
  // MikroORM and Material describe their options as classes, and expect plain objects.
  'no-unsafe-class-instance-assignment',
];

const project = (name: string) => ({
  [`libs/${name}/package.json`]: `{ "name": "@planted/${name}", "type": "module", "exports": "./src/index.ts" }`,
  [`libs/${name}/tsconfig.json`]: `{ "extends": "../../tsconfig.base.json", "compilerOptions": { "types": [] } }`,
});
const loose = 'export const loose: any = 1;\n';
const files = {
  ...project('one'),
  ...project('two'),
  'libs/one/src/index.ts': `import { two } from '@planted/two';\nexport const one = (): number => two();\n`,
  'libs/two/src/index.ts': `import { one } from '@planted/one';\nexport const two = (): number => one();\n`,
  'libs/one/src/left.ts': `import { right } from './right.ts';\nexport const left = (): number => right();\n`,
  'libs/one/src/right.ts': `import { left } from './left.ts';\nexport const right = (): number => left();\n`,
  'libs/one/src/odd.ts': `import type { Even } from './even.ts';\nexport interface Odd {\n  readonly next: Even;\n}\n`,
  'libs/one/src/even.ts': `import type { Odd } from './odd.ts';\nexport interface Even {\n  readonly next: Odd;\n}\n`,
  'libs/one/src/any.ts': loose,
  'libs/one/src/promise.ts': 'async function work(): Promise<void> {}\nwork();\n',
  'libs/one/src/condition.ts': `export const f = (a: string): string => a ?? 'never';\n`,
  'libs/one/src/unsafe.ts': `import { loose } from './any.ts';\nexport const first: string = loose.first;\n`,
  'libs/one/src/unsafe.spec.ts': `import { loose } from './any.ts';\nexport const first: string = loose.first;\n`,
  'libs/one/src/type.ts': `import { Two } from './class.ts';\nexport const first = (two: Two): string => two.name;\n`,
  'libs/one/src/class.ts': `export class Two {\n  readonly name = 'two';\n}\n`,
  'libs/one/src/exempt.ts': '// oxlint-disable-next-line no-var\nexport const a = 1;\n',
};

/** Reported rules by file, for a workspace with these files and the rules of this checkout. */
function reports(): Map<string, string[]> {
  const root = mkdtempSync(join(tmpdir(), 'reprise-oxlint-'));
  try {
    for (const name of ['.oxlintrc.json', 'tsconfig.base.json']) cpSync(join(checkout, name), join(root, name));
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(dirname(join(root, name)), { recursive: true });
      writeFileSync(join(root, name), text);
    }
    mkdirSync(join(root, 'node_modules', '@planted'), { recursive: true });
    for (const name of ['one', 'two']) symlinkSync(join(root, 'libs', name), join(root, 'node_modules/@planted', name));
    for (const name of ['oxlint', 'oxlint-tsgolint', '@oxlint-tsgolint'])
      symlinkSync(join(checkout, 'node_modules', name), join(root, 'node_modules', name));
    const args = [join(checkout, 'node_modules/oxlint/bin/oxlint'), '--format=json', 'libs'];
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    if (!stdout.startsWith('{')) throw new Error(`oxlint: ${stdout}${stderr}`);
    const { diagnostics } = JSON.parse(stdout) as {
      diagnostics: { code?: string; message: string; filename: string }[];
    };
    const byFile = new Map<string, string[]>();
    for (const { filename, code, message } of diagnostics)
      byFile.set(filename, [...(byFile.get(filename) ?? []), code ?? message]);
    return byFile;
  } finally {
    rmSync(root, { recursive: true });
  }
}

describe('oxlint', () => {
  let found: Map<string, string[]>;
  beforeAll(() => {
    found = reports();
  });

  it.each([
    ['an import cycle of two files', 'libs/one/src/left.ts', 'import(no-cycle)'],
    ['an import cycle of types', 'libs/one/src/odd.ts', 'import(no-cycle)'],
    ['an import cycle of two projects', 'libs/one/src/index.ts', 'import(no-cycle)'],
    ['any', 'libs/one/src/any.ts', 'no-explicit-any'],
    ['a promise that is not awaited', 'libs/one/src/promise.ts', 'no-floating-promises'],
    ['a condition that types decide', 'libs/one/src/condition.ts', 'no-unnecessary-condition'],
    ['a value of an unknown type', 'libs/one/src/unsafe.ts', 'no-unsafe-member-access'],
    ['an import of a type as of a value', 'libs/one/src/type.ts', 'consistent-type-imports'],
    ['an exception from a rule that is not needed', 'libs/one/src/exempt.ts', 'Unused'],
  ])('finds %s', (_, file, rule) => {
    expect(found.get(file)).toContainEqual(expect.stringContaining(rule));
  });

  it('allows a test to read values of unknown types', () => {
    expect(found.get('libs/one/src/unsafe.spec.ts')).toBeUndefined();
  });

  it('sets or disables each rule of strictTypeChecked by name', () => {
    const { rules } = ts.parseConfigFileTextToJson('', readFileSync(join(checkout, '.oxlintrc.json'), 'utf8'))
      .config as { rules: object };
    const strict = Object.assign({}, ...tseslint.configs.strictTypeChecked.map((config) => config.rules)) as object;
    const wanted = Object.entries(strict).filter(([, level]) => level !== 'off');
    const names = wanted.map(([name]) => name.replace('@typescript-eslint/', 'typescript/'));
    const known = [...Object.keys(rules), ...ABSENT.map((name) => `typescript/${name}`)];
    expect(names.filter((name) => !known.includes(name))).toEqual([]);
  });
});
