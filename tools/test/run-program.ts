import { join } from 'node:path';
import { checkout } from '@reprise/setup';
import { runGroup } from './run-group.ts';

/**
 * Runs a program of this checkout with this Node.
 * @param options `print` receives its output, which otherwise goes to this terminal; `env` is added to this
 * environment; with `givesWay`, it uses only the CPU time that other processes leave
 * @returns the program's exit code; null if it was ended by a signal
 */
export function runProgram(
  args: readonly string[],
  stop: AbortSignal,
  {
    print,
    env: more,
    givesWay = false,
  }: {
    readonly print?: (text: string) => void;
    readonly env?: NodeJS.ProcessEnv;
    readonly givesWay?: boolean;
  } = {},
): Promise<number | null> {
  const path = `${join(checkout, 'node_modules', '.bin')}:${process.env['PATH'] ?? ''}`;
  const env = { ...process.env, ...more, PATH: path, NX_DAEMON: 'false' };
  return runGroup(args, stop, { cwd: checkout, env, givesWay, ...(print && { print }) });
}
