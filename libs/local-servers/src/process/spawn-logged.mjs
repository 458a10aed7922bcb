// @ts-check
// Plain JavaScript: a process that stays for weeks runs it, and what reads TypeScript would stay with it.
import { spawn } from 'node:child_process';
import { closeSync, fstatSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * Starts a process in a session of its own, its output appended to a log. It outlives its parent.
 * @param {import('./server-process.ts').ServerCommand} command
 * @returns {Promise<{ child: import('node:child_process').ChildProcess, pid: number, logStart: number }>}
 * @throws {Error} where the command cannot be started
 */
export async function spawnLogged({ command, args, env, cwd, logFile, account }) {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'a', 0o600);
  const logStart = fstatSync(log).size;
  try {
    const stdio = /** @type {import('node:child_process').StdioOptions} */ (['ignore', log, log]);
    const child = spawn(command, args, { detached: true, stdio, env, ...(cwd && { cwd }), ...account });
    await new Promise((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
    child.unref();
    return { child, pid: child.pid ?? 0, logStart };
  } finally {
    closeSync(log);
  }
}
