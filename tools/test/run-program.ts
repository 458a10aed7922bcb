import { join } from 'node:path';
import { checkout } from '@reprise/setup';
import { runGroup } from './run-group.ts';

/**
 * Runs a program of this checkout under this Node.
 * @param print receives what it prints, which otherwise goes to this terminal
 * @returns its exit code; null where a signal ended it
 */
export function runProgram(
  args: readonly string[],
  stop: AbortSignal,
  print?: (text: string) => void,
): Promise<number | null> {
  const path = `${join(checkout, 'node_modules', '.bin')}:${process.env['PATH'] ?? ''}`;
  const env = { ...process.env, PATH: path, NX_DAEMON: 'false' };
  return runGroup(args, stop, { cwd: checkout, env, ...(print && { print }) });
}
