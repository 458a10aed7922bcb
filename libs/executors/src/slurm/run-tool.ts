import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const ANSWERS_WITHIN_MS = 10_000;

/** Defaults of Slurm's tools which would hide jobs, or name those of another cluster. */
const MISLEADING = /^(?:SQUEUE|SCANCEL|SCONTROL)_|^SLURM_(?:CLUSTERS|FILTER_\w+)$/;

/**
 * Runs a tool of Slurm, and returns what it prints.
 * @throws Error the tool failed or did not answer; the message is a sentence without a full stop
 */
export async function runTool(tool: string, args: readonly string[], env: NodeJS.ProcessEnv): Promise<string> {
  const passed = Object.fromEntries(Object.entries(env).filter(([name]) => !MISLEADING.test(name)));
  try {
    const { stdout } = await promisify(execFile)(tool, args, {
      ...{ env: passed, timeout: ANSWERS_WITHIN_MS, killSignal: 'SIGKILL', maxBuffer: 2 ** 28 },
    });
    return stdout;
  } catch (error) {
    throw new Error(reasonOf(tool, error as FailedTool), { cause: error });
  }
}

type FailedTool = Partial<{ stderr: string; killed: boolean; code: string }> & Error;

function reasonOf(tool: string, { stderr, killed, code, message }: FailedTool): string {
  if (killed) return `${tool} did not answer in ${String(ANSWERS_WITHIN_MS / 1000)} s`;
  if (code === 'ENOENT') return `there is no ${tool} on the PATH of the runner`;
  return stderr?.trim().split('\n').at(-1) || message;
}
