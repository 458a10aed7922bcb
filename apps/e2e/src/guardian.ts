import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Cleans up after a lab, even if the tests are killed. */
export interface Guardian {
  /** Triggers the clean-up now, and waits for it. */
  finish(): Promise<void>;
}

/**
 * Starts a guardian for a lab's folder: a separate process that acts when its pipe from this process closes, for
 * whatever reason.
 */
export function guard(folder: string): Guardian {
  const program = fileURLToPath(new URL('./guardian-process.ts', import.meta.url));
  const child = spawn(process.execPath, ['--no-warnings', program, folder], {
    detached: true,
    stdio: ['pipe', 'ignore', 'inherit'],
  });
  const ended = once(child, 'exit');
  return {
    finish: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
