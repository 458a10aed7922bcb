import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '@reprise/setup';
import { catalogues } from '../lint/boundaries.mjs';
import { copySources } from './copy-sources.ts';

const WING = 'variants';
/** Core specs that start the gateway of the copy: job commands, an intact history, its HTTP API. */
const CORE_SPECS = 'gateway/src/(without-wings|jobs/command-handling/commands\\.controller)\\.int\\.spec\\.ts$';
/** Imports of the wing, added to files of the core. */
const planted: Readonly<Record<string, string>> = {
  'apps/gateway/src/planted.ts': `@reprise/${WING}/gateway`,
  'apps/runner/src/planted.ts': `@reprise/${WING}/contract`,
  'apps/web/src/app/planted.ts': `@reprise/${WING}/page`,
};

/** Sources without the folder of the wing and its entries in the catalogues. */
let copy: string;
beforeAll(() => {
  copy = copySources('without-a-wing', (path) => !path.startsWith(`libs/${WING}/`));
  symlinkSync(join(checkout, '.tools'), join(copy, '.tools'));
  for (const file of Object.keys(catalogues)) {
    const text = readFileSync(join(copy, file), 'utf8');
    writeFileSync(join(copy, file), withoutWing(text));
  }
});
afterAll(() => {
  rmSync(copy, { recursive: true });
});

/** Removes the import of the wing from a catalogue, and its entries in each list. */
function withoutWing(text: string): string {
  const others = text.replace(new RegExp(`^import .* from '@reprise/${WING}/.*\\n`, 'm'), '');
  return others.replace(new RegExp(`(?:\\.{3})?\\b${WING}\\b(?:\\.\\w+)?,?`, 'g'), '');
}

/** Runs a program of Node in the copy. */
const run = (...args: string[]) => spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8' });

/** Returns the type errors of a program of the copy: `file: module` for a missing module. */
function typeErrors(config: string): string[] {
  const { stdout } = run('node_modules/typescript-native/bin/tsc', '--singleThreaded', '--noEmit', '-p', config);
  const lines = stdout.split('\n').filter((line) => line.includes('error TS'));
  return lines.map((line) => line.replace(/^(.+?)\(.*Cannot find module '(.+?)'.*$/, '$1: $2'));
}

describe(`a system without ${WING}`, () => {
  it('compiles except for planted imports of the wing', () => {
    for (const [file, imported] of Object.entries(planted))
      writeFileSync(join(copy, file), `export * from '${imported}';\n`);
    const found = ['tools/checks/types/services.json', 'apps/web/tsconfig.app.json'].flatMap(typeErrors);
    for (const file of Object.keys(planted)) rmSync(join(copy, file));
    expect(found).toEqual(Object.entries(planted).map(([file, imported]) => `${file}: ${imported}`));
  });

  it('passes its tests of commands and of the history', () => {
    const jest = ['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js', '--maxWorkers=1'];
    const cache = join(copy, '.jest');
    const { stderr, status } = run(
      ...jest,
      '--cacheDirectory',
      cache,
      '--selectProjects=node',
      '--testPathPatterns',
      CORE_SPECS,
    );
    expect([status, stderr]).toEqual([0, expect.stringMatching(/^Test Suites: 2 passed, 2 total$/m)]);
  });
});
