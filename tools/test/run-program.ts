import { join } from 'node:path';
import { checkout } from '@reprise/setup';
import { runGroup } from './run-group.ts';

/**
 * Runs a program of this checkout under this Node.
 * @param options `print` receives what it prints, which otherwise goes to this terminal; `env` is set beside this environment;
 * with `givesWay` it runs on what other processes leave of the processors
 * @returns its exit code; null where a signal ended it
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
