import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** Output of a failed git command, on one line. */
export class GitError extends Error {}

/** Never asks for a password. Logins come from git's own settings, such as a credential helper. */
const ENVIRONMENT = {
  GIT_TERMINAL_PROMPT: '0',
  GIT_ASKPASS: 'true',
  GIT_ALLOW_PROTOCOL: 'https:file',
  LC_ALL: 'C.UTF-8',
};
/** Variables that git needs to reach a server: for its programs, and for the lab's proxy and certificates. */
const PASSED_ON = /^(PATH|HOME|(https?|no|all)_proxy|SSL_CERT_(FILE|DIR)|GIT_SSL_CAINFO)$/i;

/**
 * Runs git without a shell and returns its trimmed output.
 * @throws GitError if git is missing, failed, or exceeded `timeoutMs`
 */
export async function git(
  args: readonly string[],
  timeoutMs: number,
  env: Record<string, string> = {},
): Promise<string> {
  const passed = Object.entries(process.env).filter(([name]) => PASSED_ON.test(name));
  const options = {
    env: { ...Object.fromEntries(passed), ...ENVIRONMENT, ...env } as NodeJS.ProcessEnv,
    timeout: timeoutMs,
    maxBuffer: 64 * 1024 * 1024,
  };
  try {
    return (await promisify(execFile)('git', [...args], options)).stdout.trim();
  } catch (error) {
    const { code, killed, stderr, message } = error as {
      code?: unknown;
      killed?: boolean;
      stderr?: string;
      message: string;
    };
    if (code === 'ENOENT') throw new GitError('git is not installed: install it, or put it on PATH');
    if (killed) throw new GitError(`no answer within ${String(timeoutMs / 1000)} s`);
    const lines = (stderr ?? '').split('\n').filter((line) => /^(fatal|error|ssh):/.test(line));
    throw new GitError((lines.at(-1) ?? message).replace(/^(fatal|error): /, '').slice(0, 500));
  }
}
