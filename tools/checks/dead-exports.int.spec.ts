import { spawnSync } from 'node:child_process';
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '@reprise/setup';
import { copySources } from './copy-sources.ts';

interface Named {
  readonly name: string;
}

interface Findings {
  readonly issues: readonly {
    readonly file: string;
    readonly files?: readonly unknown[];
    readonly exports: readonly Named[];
    readonly duplicates: readonly (readonly Named[])[];
    readonly dependencies: readonly Named[];
    readonly unlisted: readonly Named[];
  }[];
}

const exported = [
  'libs/job/src/decide.ts',
  'libs/event-log/src/index.ts',
  'apps/runner/src/runner.ts',
  'apps/web/src/app/core/live/live.ts',
  'apps/e2e/src/lab.ts',
];
const used = {
  'apps/web/src/app/planted-page.ts': 'export class PlantedPage {}\n',
  'apps/web/src/app/planted-routes.ts': `const routes = [{ loadComponent: () => import('./planted-page.ts').then((page) => page.PlantedPage) }];\nconsole.log(routes);\n`,
  'libs/job/src/planted.fixture.ts': 'export const plantedFixture = 1;\n',
  'libs/job/src/planted.spec.ts': `import { plantedFixture } from './planted.fixture.ts';\nconsole.log(plantedFixture);\n`,
};

const planted = [
  ...exported.map((file) => `${file}: planted`),
  'apps/gateway/src/planted.ts',
  'package.json: send',
  'apps/gateway/src/main.ts: superagent',
];

/**
 * Copies the sources of this checkout, adds dead code and runs the check once, to find both the added code and any code
 * that is really dead.
 */
let copy: string;
let found: string[];
beforeAll(() => {
  copy = copySources('dead-exports');
  for (const file of exported) appendFileSync(join(copy, file), '\nexport const planted = 1;\n');
  writeFileSync(join(copy, 'apps/gateway/src/planted.ts'), 'export const alone = 1;\n');
  const file = join(copy, 'package.json');
  writeFileSync(file, readFileSync(file, 'utf8').replace('"dependencies": {', '"dependencies": { "send": "1.2.1",'));
  appendFileSync(join(copy, 'apps/gateway/src/main.ts'), `\nimport 'superagent';\n`);
  for (const [path, text] of Object.entries(used)) writeFileSync(join(copy, path), text);
  appendFileSync(join(copy, 'apps/web/src/main.ts'), `\nimport './app/planted-routes.ts';\n`);
  found = findings();
});
afterAll(() => {
  rmSync(copy, { recursive: true });
});

/** Returns the findings of knip: `file: export` or `file: package`, or the file alone if all of it is unused. */
function findings(): string[] {
  const config = join(checkout, 'tools', 'checks', 'knip.json');
  const knip = join(checkout, 'node_modules', 'knip', 'bin', 'knip.js');
  const args = [knip, '--directory', copy, '--config', config, '--reporter', 'json', '--no-progress'];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  const { issues } = JSON.parse(stdout) as Findings;
  return issues.flatMap(({ file, files = [], exports, duplicates, dependencies, unlisted }) => [
    ...files.map(() => file),
    ...[...exports, ...duplicates.flat(), ...dependencies, ...unlisted].map(({ name }) => `${file}: ${name}`),
  ]);
}

it('finds an unused export in each place, an unused file, an unused package, and an import without an entry in package.json', () => {
  expect(found).toEqual(expect.arrayContaining(planted));
});

it('finds nothing in this checkout, also nothing that only a lazy route, a test or a fixture uses', () => {
  expect(found.filter((finding) => !planted.includes(finding))).toEqual([]);
});
