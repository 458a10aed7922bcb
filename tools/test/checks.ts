import { failedCheck, succeeded, type Outcome } from './outcome.ts';
import { runProgram } from './run-program.ts';

type Programs = readonly (readonly string[])[];

/** Together, all files; the page's build checks its templates. By project, each would check anew the libraries that it imports. */
export const typePrograms = [
  'tools/checks/types/programs.json',
  'tools/checks/types/services.json',
  'tools/checks/types/in-browsers.json',
  'apps/web/tsconfig.spec.json',
];

/** For programs in Go: fewer garbage collections, and no second thread, which would work out the types once more. */
const LESS_WORK = { GOGC: '400', GOMAXPROCS: '1' };

/** Checks without tests, by the rules of `npm run check`. Of all projects in one process each: starting one by project takes longer than it runs. */
const checks: readonly (readonly [name: string, programs: Programs])[] = [
  ['Types', typePrograms.map((config) => ['node_modules/typescript-native/bin/tsc', '--singleThreaded', '-p', config])],
  ['Format', [['node_modules/oxfmt/bin/oxfmt', '--check', '.']]],
  ['Lint', [['node_modules/oxlint/bin/oxlint', '.']]],
  ['Boundaries', [['node_modules/eslint/bin/eslint.js', '--max-warnings=0', '.']]],
  ['Spelling', [['node_modules/cspell/bin.mjs', 'lint', '--no-progress', '--no-summary', '.']]],
  ['Commit messages', [['tools/checks/commits/main.ts']]],
];

export interface Check {
  readonly name: string;
  readonly outcome: Outcome;
  /** All that its programs printed. */
  readonly printed: string;
}

/**
 * Runs all checks, one after another, on what the installation and the tests leave of the processors: both wait for disks,
 * processes and each other. They print nothing meanwhile: jest rewrites its last lines.
 * @returns those that ended before `stop`
 */
export async function runChecks(stop: AbortSignal): Promise<Check[]> {
  const ended: Check[] = [];
  for (const [name, programs] of checks) {
    if (stop.aborted) break;
    let printed = '';
    const outcome = await runAll(programs, stop, (text) => (printed += text));
    ended.push({ name, outcome, printed });
  }
  return ended;
}

async function runAll(programs: Programs, stop: AbortSignal, print: (text: string) => void): Promise<Outcome> {
  let outcome = succeeded;
  for (const args of programs)
    if ((await runProgram(args, stop, { print, env: LESS_WORK, givesWay: true })) !== 0) outcome = failedCheck;
  return outcome;
}
