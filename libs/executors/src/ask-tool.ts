import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const ANSWERS_WITHIN_MS = 10_000;
/** Full stop of a message, and a prompt of Docker. */
const ENDING = /\.(?: Is the docker daemon running\?)?$/;

/** Environment of tasks, and the prefix that makes a command run like a task. */
export interface TaskContext {
  readonly env: NodeJS.ProcessEnv;
  readonly prefix: readonly string[];
}

/**
 * Runs an executor's tool and returns its output.
 * @throws Error if the tool failed or did not answer; the message is a sentence without a full stop, the cause a
 * `FailedTool`
 */
export function askTool(
  tool: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  withinMs = ANSWERS_WITHIN_MS,
): Promise<string> {
  return run(tool, [tool, ...args], env, withinMs);
}

/** Runs a tool as a task would, and otherwise like `askTool`. @throws Error as `askTool` does */
export function askAsTask(
  tool: string,
  args: readonly string[],
  { env, prefix }: TaskContext,
  withinMs = ANSWERS_WITHIN_MS,
): Promise<string> {
  return run(tool, [...prefix, tool, ...args], env, withinMs);
}

/** @param tool the program to name if it does not answer: others may come before it */
async function run(tool: string, [command = '', ...args]: string[], env: NodeJS.ProcessEnv, withinMs: number) {
  try {
    const { stdout } = await promisify(execFile)(command, args, {
      env,
      timeout: withinMs,
      killSignal: 'SIGKILL',
      maxBuffer: 2 ** 28,
    });
    return stdout;
  } catch (error) {
    throw new Error(reasonOf(tool, withinMs, error as FailedTool), { cause: error });
  }
}

export type FailedTool = Partial<{
  stdout: string;
  stderr: string;
  killed: boolean;
  code: string | number;
  /** Missing program. */
  path: string;
}> &
  Error;

function reasonOf(tool: string, withinMs: number, { stderr, killed, code, path = tool, message }: FailedTool): string {
  if (killed) return `${tool} did not answer in ${String(withinMs / 1000)} s`;
  if (code === 'ENOENT') return `there is no ${path} on the PATH of the runner`;
  return stderr?.trim().split('\n').at(-1)?.replace(ENDING, '') || message;
}
