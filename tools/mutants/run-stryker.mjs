import { existsSync, readFileSync } from 'node:fs';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { isSampled } from './is-sampled.mjs';

/** With packages of its own, installed when they are needed: `npm ci` of the checkout stays as fast as it is. */
const folder = import.meta.dirname;
const core = join(folder, 'node_modules/@stryker-mutator/core/package.json');

/** Tests, wiring, documents, and migrations, which run once. */
const LEFT_ALONE = [
  ...['**/*.{spec,fixture,suite}.ts', '**/testing/**', '**/index.ts'],
  ...['**/*.module.ts', '**/describe-*.ts', '**/examples.ts', '**/m0*.ts'],
].map((glob) => `!${glob}`);

/**
 * Mutates the files of a subject and runs its specs on each mutant; returns Stryker's results.
 * @returns {Promise<import('./mutant.ts').MutantResult[]>}
 */
export async function runStryker(
  { name, project, mutate, specs, onlyNearest = false },
  { checkout, files, specs: chosen, sample, limitMs },
) {
  if (!isInstalled()) execFileSync('npm', ['ci', '--no-workspaces'], { cwd: folder, stdio: ['ignore', 2, 2] });
  const { Stryker } = await import('@stryker-mutator/core');
  const stryker = new Stryker({
    // Not of Stryker: our plugin reads them.
    reprise: { checkout, project, sample, onlyNearest, limitMs },
    plugins: [join(folder, 'spec-runner.mjs')],
    testRunner: 'specs',
    testFiles: chosen ?? specs,
    mutate: [...(files ?? mutate), ...LEFT_ALONE],
    ignorePatterns: ['/**', `!/${project}/**`, '!/package.json'],
    coverageAnalysis: 'perTest',
    concurrency: 1,
    maxTestRunnerReuse: 200,
    // Of code that never lets go; `test-limit.mjs` ends what waits.
    timeoutFactor: 5,
    timeoutMS: 20_000,
    // Specs of accounts start servers, one after the other.
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
  // Those that no spec covers are not run, so that no runner leaves them out.
  return results.filter(({ id }) => isSampled(sample, id));
}

function isInstalled() {
  const { dependencies } = read(join(folder, 'package.json'));
  return existsSync(core) && read(core).version === dependencies['@stryker-mutator/core'];
}

function read(file) {
  return JSON.parse(readFileSync(file, 'utf8'));
}
