import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Ends what a lab leaves behind, even if the tests are killed. */
export interface Guardian {
  /** Has it end everything now, and waits for it. */
  finish(): Promise<void>;
}

/** Sets a guardian over a lab's folder: a process of its own that acts when the pipe from this one closes, in whatever way. */
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
