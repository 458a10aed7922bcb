import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkout } from '@reprise/setup';
import { failedCheck, outcomeOf, type JestReport, type Outcome } from './outcome.ts';
import { runProgram } from './run-program.ts';

/** Specs at once. Two cores have time for a third, because many specs wait for a process or a disk (decision 143). */
const WORKERS = 3;
const report = join(checkout, 'dist', 'test', 'jest.json');

/** Runs the tests of all projects in one go: where one part had to end before the next begins, a core would idle at each end. */
export async function jest(stop: AbortSignal): Promise<Outcome> {
  mkdirSync(dirname(report), { recursive: true });
  // A run that dies writes none, and an old one must not speak for it.
  rmSync(report, { force: true });
  await runProgram(
    [
      ...['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js', '--ci'],
      // A test that left something open has failed or will be seen to; it must not keep the run from ending.
      ...['--forceExit', `--maxWorkers=${String(WORKERS)}`],
      ...['--json', `--outputFile=${report}`],
    ],
    stop,
    // Asked again, Nx takes 2 s to find that nothing has changed.
    { env: { NPM_TEST_BUILT: '1' } },
  );
  try {
    return outcomeOf(JSON.parse(readFileSync(report, 'utf8')) as JestReport);
  } catch {
    return failedCheck;
  }
}
