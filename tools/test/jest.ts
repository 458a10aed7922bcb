import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkout } from '@reprise/setup';
import { failedCheck, outcomeOf, type JestReport, type Outcome } from './outcome.ts';
import { runProgram } from './run-program.ts';

/**
 * Number of specs that run concurrently. Two cores are enough for three, because many specs wait for a process or a
 * disk (decision 143).
 */
const WORKERS = 3;
const report = join(checkout, 'dist', 'test', 'jest.json');

/**
 * Runs the tests of all projects together. If one part had to end before the next could begin, a core would be idle at
 * the end of each part.
 */
export async function jest(stop: AbortSignal): Promise<Outcome> {
  mkdirSync(dirname(report), { recursive: true });
  // A crashed run writes no report, and must not be mistaken for an old one.
  rmSync(report, { force: true });
  await runProgram(
    [
      ...['--experimental-vm-modules', '--no-warnings', 'node_modules/jest/bin/jest.js', '--ci'],
      // A test with open handles has failed, or a later check reports it; it must not keep the run from ending.
      ...['--forceExit', `--maxWorkers=${String(WORKERS)}`],
      ...['--json', `--outputFile=${report}`],
    ],
    stop,
    // Otherwise Nx takes 2 s to find that nothing has changed.
    { env: { NPM_TEST_BUILT: '1' } },
  );
  try {
    return outcomeOf(JSON.parse(readFileSync(report, 'utf8')) as JestReport);
  } catch {
    return failedCheck;
  }
}
