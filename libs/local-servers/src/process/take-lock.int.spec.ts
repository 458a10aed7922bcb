import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pWaitFor from 'p-wait-for';
import { lockHolders } from './lock-holders.ts';
import { identify, isRunning, type ProcessIdentity } from './process-identity.ts';
import { startProcess, stopProcess } from './server-process.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'reprise-lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

/** A service that starts a process that outlives it, and logs the pid of that process. */
const SERVICE = `const { spawn } = require('node:child_process');
  const child = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
  child.once('spawn', () => console.log(child.pid));`;

async function children(logFile: string, count: number): Promise<ProcessIdentity[]> {
  const pids = () => readFileSync(logFile, 'utf8').trim().split('\n').filter(Boolean).map(Number);
  await pWaitFor(() => pids().length === count, { timeout: 60_000 });
  return pids().map((pid) => identify(pid)!);
}

describe('the lock of a service', () => {
  it('is held by its process from start to end, and by no child, and a second one is refused', async () => {
    const lockFile = join(folder, 'run', 'gateway.lock');
    const logFile = join(folder, 'log');
    const start = () => startProcess({ command: process.execPath, args: ['-e', SERVICE], env: {}, logFile, lockFile });
    const { identity } = await start();
    expect(lockHolders(lockFile)).toEqual([identity]);
    await expect(start()).rejects.toThrow(`Another process holds ${lockFile}: end that one, then start again`);

    const [child] = await children(logFile, 1);
    expect(lockHolders(lockFile)).toEqual([identity]);
    await stopProcess(identity, 'SIGKILL', 0);
    expect(isRunning(child!)).toBe(true);
    expect(lockHolders(lockFile)).toEqual([]);
    const next = await start();
    expect(lockHolders(lockFile)).toEqual([next.identity]);
    for (const each of [next.identity, ...(await children(logFile, 2))]) await stopProcess(each, 'SIGKILL', 0);
  });
});
