// @ts-check
// Plain JavaScript: it is loaded by a long-running process, where a TypeScript loader would stay in memory.
import { spawn } from 'node:child_process';
import { closeSync, fstatSync, mkdirSync, openSync } from 'node:fs';
import { dirname } from 'node:path';
import { takeLock } from './take-lock.mjs';

/**
 * Starts a process in its own session, with its output appended to a log. It outlives its parent, and holds its lock
 * from the start.
 * @param {import('./server-command.ts').ServerCommand} command
 * @returns {Promise<{ child: import('node:child_process').ChildProcess, pid: number, logStart: number }>}
 * @throws {Error} if the command cannot be started, or another process holds its lock
 */
export async function spawnLogged({ command, args, env, cwd, logFile, lockFile, account }) {
  mkdirSync(dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'a', 0o600);
  const logStart = fstatSync(log).size;
  /** @type {number | undefined} */
  let lock;
  try {
    if (lockFile !== undefined) {
      lock = await takeLock(lockFile);
      if (lock === undefined) throw new Error(`Another process holds ${lockFile}: end that one, then start again`);
    }
    /** @type {import('node:child_process').StdioOptions} */
    const stdio = ['ignore', log, log, ...(lock === undefined ? [] : [lock])];
    const child = spawn(command, args, { detached: true, stdio, env, ...(cwd && { cwd }), ...account });
    await new Promise((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', reject);
    });
    child.unref();
    return { child, pid: child.pid ?? 0, logStart };
  } finally {
    closeSync(log);
    if (lock !== undefined) closeSync(lock);
  }
}
