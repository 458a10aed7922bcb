import { failedCheck, succeeded, type Outcome } from './outcome.ts';
import { runProgram } from './run-program.ts';

type Programs = readonly (readonly string[])[];

/**
 * TypeScript programs that together cover all files. (The templates are checked when the page is built.) With one
 * program per project, the imported libraries would be checked repeatedly.
 */
export const typePrograms = [
  'tools/checks/types/programs.json',
  'tools/checks/types/services.json',
  'tools/checks/types/in-browsers.json',
  'apps/web/tsconfig.spec.json',
];

/** For programs in Go: fewer garbage collections, and no second thread, which would compute the types twice. */
const LESS_WORK = { GOGC: '400', GOMAXPROCS: '1' };

/**
 * Checks other than tests, with the same rules as `npm run check`. Each check runs in one process for all projects,
 * because starting a process per project takes longer than its work.
 */
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
  /** Combined output of its programs. */
  readonly printed: string;
}

/**
 * Runs all checks, one after another. They use the CPU time that the installation and the tests leave while they wait
 * for disks, processes and each other. They print nothing while they run, because jest rewrites its last lines.
 * @returns the checks that ended before `stop`
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
