import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkout } from '@reprise/setup';
import { failedCheck, outcomeOf, succeeded, total, type JestReport, type Outcome } from './outcome.ts';
import { runGroup } from './run-group.ts';

/** Every project's types, by the target of `npm run check`. */
export async function types(stop: AbortSignal): Promise<Outcome> {
  return check(nx('typecheck'), stop);
}

/** Format and lint by the rules of `npm run check`, in one process each: by project, starting them takes longer than they run. */
export async function formatAndLint(stop: AbortSignal): Promise<Outcome> {
  const outcomes = [
    await check(
      ['node_modules/prettier/bin/prettier.cjs', '--check', '--ignore-unknown', '--log-level=warn', '.'],
      stop,
    ),
    await check(['node_modules/oxlint/bin/oxlint', '.'], stop),
    // Boundaries need the project graph, which the build has left.
    await check(['node_modules/eslint/bin/eslint.js', '--max-warnings=0', '.'], stop),
  ];
  return total(outcomes);
}

/** Every project's unit tests, by the target of `npm run check`: each leaves a report, also one from the cache. */
export async function unitTests(stop: AbortSignal): Promise<Outcome> {
  const reports = join(checkout, 'dist', 'test', 'unit');
  rmSync(reports, { recursive: true, force: true });
  // Some specs read files of other folders (compose file, docs), which no cache knows of.
  const code = await run([...nx('test'), '--skip-nx-cache'], stop);
  const files = existsSync(reports) ? readdirSync(reports) : [];
  const sum = total(files.map((file) => outcomeOf(readReport(join(reports, file)))));
  // A project whose jest died left no report.
  return code !== 0 && sum.failed === 0 ? { ...sum, failed: 1 } : sum;
}

/** Files and exports that nobody uses; not even a test. */
export async function deadExports(stop: AbortSignal): Promise<Outcome> {
  return check(['node_modules/knip/bin/knip.js', '--config', 'tools/checks/knip.json', '--no-progress'], stop);
}

export async function spelling(stop: AbortSignal): Promise<Outcome> {
  return check(['node_modules/cspell/bin.mjs', 'lint', '--no-progress', '--no-summary', '.'], stop);
}

export async function commitMessages(stop: AbortSignal): Promise<Outcome> {
  return check(['tools/checks/commits/main.ts'], stop);
}

/** Runs the tests of one kind of all projects at once, so that its suites share servers: `int` or `e2e`, as in their names. */
export async function jest(name: string, kind: 'int' | 'e2e', stop: AbortSignal): Promise<Outcome> {
  const report = join(checkout, 'dist', 'test', `${name}.json`);
  mkdirSync(dirname(report), { recursive: true });
  // A run that dies writes none, and an old one must not speak for it.
  rmSync(report, { force: true });
  const runner = [
    '--experimental-vm-modules',
    '--no-warnings',
    'node_modules/jest/bin/jest.js',
    '--ci',
    '--testTimeout=60000',
  ];
  // A test that left something open has failed or will be seen to; it must not keep the run from ending.
  await run(
    [
      ...runner,
      ...['--forceExit', '--maxWorkers=2', String.raw`--testPathPatterns=\.${kind}\.spec\.ts$`],
      ...['--json', `--outputFile=${report}`],
    ],
    stop,
  );
  try {
    return outcomeOf(readReport(report));
  } catch {
    return failedCheck;
  }
}

const readReport = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as JestReport;

const nx = (...targets: string[]) => [
  'node_modules/nx/dist/bin/nx.js',
  ...['run-many', `--targets=${targets.join()}`, '--parallel=2', '--output-style=static'],
];

async function check(args: readonly string[], stop: AbortSignal): Promise<Outcome> {
  return (await run(args, stop)) === 0 ? succeeded : failedCheck;
}

/** Runs a program of this checkout at this terminal, and answers its exit code. */
function run(args: readonly string[], stop: AbortSignal): Promise<number | null> {
  const path = `${join(checkout, 'node_modules', '.bin')}:${process.env['PATH'] ?? ''}`;
  return runGroup(args, stop, { cwd: checkout, env: { ...process.env, PATH: path, NX_DAEMON: 'false' } });
}
