import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const ANSWERS_WITHIN_MS = 10_000;
/** Full stop of a message, and a prompt of Docker. */
const ENDING = /\.(?: Is the docker daemon running\?)?$/;

/**
 * Runs an executor's tool and returns its output.
 * @throws Error if the tool failed or did not answer; the message is a sentence without a full stop, the cause a
 * `FailedTool`
 */
export async function askTool(
  tool: string,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  withinMs = ANSWERS_WITHIN_MS,
): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)(tool, args, {
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

export type FailedTool = Partial<{ stdout: string; stderr: string; killed: boolean; code: string | number }> & Error;

function reasonOf(tool: string, withinMs: number, { stderr, killed, code, message }: FailedTool): string {
  if (killed) return `${tool} did not answer in ${String(withinMs / 1000)} s`;
  if (code === 'ENOENT') return `there is no ${tool} on the PATH of the runner`;
  return stderr?.trim().split('\n').at(-1)?.replace(ENDING, '') || message;
}
