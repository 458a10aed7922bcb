import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkout } from '@reprise/setup';
import { failedCheck, outcomeOf, type JestReport, type Outcome } from './outcome.ts';
import { runProgram } from './run-program.ts';

/** Each spec leaves about 10 MB in its worker, which is started anew past this. */
const MOST_MEMORY = '1500MB';
/** Kinds of tests, as in the names of their files. */
const kinds = {
  unit: String.raw`(?<!\.(int|e2e))\.spec\.ts$`,
  int: String.raw`\.int\.spec\.ts$`,
  e2e: String.raw`\.e2e\.spec\.ts$`,
};

/** Runs the tests of one kind of all projects at once, so that its suites share workers and servers. @param name of the report in `dist/test` */
export async function jest(name: string, kind: keyof typeof kinds, stop: AbortSignal): Promise<Outcome> {
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
  await runProgram(
    [
      ...runner,
      ...['--forceExit', '--maxWorkers=2', `--testPathPatterns=${kinds[kind]}`],
      ...['--json', `--outputFile=${report}`],
      // A worker of the other kinds has servers.
      ...(kind === 'unit' ? [`--workerIdleMemoryLimit=${MOST_MEMORY}`] : []),
    ],
    stop,
  );
  try {
    return outcomeOf(JSON.parse(readFileSync(report, 'utf8')) as JestReport);
  } catch {
    return failedCheck;
  }
}
