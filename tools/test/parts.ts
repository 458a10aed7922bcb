import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkout } from '@reprise/setup';
import { failedCheck, outcomeOf, succeeded, type JestReport, type Outcome } from './outcome.ts';
import { runGroup } from './run-group.ts';

export async function eslint(stop: AbortSignal): Promise<Outcome> {
  return check(['node_modules/eslint/bin/eslint.js', '.', '--max-warnings=0'], stop);
}

export async function typecheck(stop: AbortSignal): Promise<Outcome> {
  return check(
    ['node_modules/nx/dist/bin/nx.js', 'run-many', '--target=typecheck', '--parallel=2', '--output-style=static'],
    stop,
  );
}

/** Files and exports that nobody uses; not even a test. */
export async function deadExports(stop: AbortSignal): Promise<Outcome> {
  return check(['node_modules/knip/bin/knip.js', '--config', 'tools/checks/knip.json', '--no-progress'], stop);
}

/** Runs the tests of all projects whose path matches. */
export async function jest(
  name: string,
  paths: string,
  options: readonly string[],
  stop: AbortSignal,
): Promise<Outcome> {
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
    [...runner, '--forceExit', ...options, `--testPathPatterns=${paths}`, '--json', `--outputFile=${report}`],
    stop,
  );
  try {
    return outcomeOf(JSON.parse(readFileSync(report, 'utf8')) as JestReport);
  } catch {
    return failedCheck;
  }
}

async function check(args: readonly string[], stop: AbortSignal): Promise<Outcome> {
  return (await run(args, stop)) === 0 ? succeeded : failedCheck;
}

/** Runs a program of this checkout at this terminal, and answers its exit code. */
function run(args: readonly string[], stop: AbortSignal): Promise<number | null> {
  const path = `${join(checkout, 'node_modules', '.bin')}:${process.env['PATH'] ?? ''}`;
  return runGroup(args, stop, { cwd: checkout, env: { ...process.env, PATH: path, NX_DAEMON: 'false' } });
}
