import { existsSync, readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { isSampled } from './is-sampled.mjs';

/** With separate packages, installed on demand, so that `npm ci` of the checkout stays fast. */
const folder = import.meta.dirname;
const core = join(folder, 'node_modules/@stryker-mutator/core/package.json');

/** Tests, wiring, documents, and migrations that run only once. */
const LEFT_ALONE = [
  ...['**/*.{spec,fixture,suite}.ts', '**/testing/**', '**/index.ts'],
  ...['**/*.module.ts', '**/describe-*.ts', '**/examples.ts', '**/m0*.ts'],
].map((glob) => `!${glob}`);

/**
 * Mutates the files of a subject and runs its specs for each mutant. Returns Stryker's results.
 * @param {import('./subjects.ts').Subject} subject
 * @returns {Promise<import('./mutant.ts').MutantResult[]>}
 */
export async function runStryker(
  { name, project, mutate, specs, dependents, onlyNearest = false },
  { checkout, files, specs: chosen, sample, limitMs },
) {
  if (!isInstalled()) execFileSync('npm', ['ci', '--no-workspaces'], { cwd: folder, stdio: ['ignore', 2, 2] });
  const { Stryker } = await import('@stryker-mutator/core');
  const stryker = new Stryker({
    // Not an option of Stryker: our plugin reads it.
    reprise: { checkout, project, dependents: dependents ?? [], sample, onlyNearest, limitMs },
    plugins: [join(folder, 'spec-runner.mjs')],
    testRunner: 'specs',
    testFiles: chosen ?? specs,
    mutate: [...(files ?? mutate), ...LEFT_ALONE],
    ignorePatterns: ['/**', `!/${project}/**`, '!/package.json'],
    coverageAnalysis: 'perTest',
    concurrency: 1,
    maxTestRunnerReuse: 200,
    // For code that never yields; `test-limit.mjs` ends code that waits.
    timeoutFactor: 5,
    timeoutMS: 20_000,
    // Specs of accounts start servers one after another.
    dryRunTimeoutMinutes: 30,
    tempDirName: '.tools/mutants',
    cleanTempDir: 'always',
    reporters: ['progress', 'html', 'json'],
    htmlReporter: { fileName: `.tools/mutants/${name}.html` },
    jsonReporter: { fileName: `.tools/mutants/${name}.json` },
    warnings: false,
    logLevel: 'error',
    disableTypeChecks: false,
  });
  const results = await stryker.runMutationTest();
  // Mutants without coverage are not run, so that no runner omits them.
  return results.filter(({ id }) => isSampled(sample, id));
}

function isInstalled() {
  const { dependencies } = read(join(folder, 'package.json'));
  return existsSync(core) && read(core).version === dependencies['@stryker-mutator/core'];
}

function read(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
