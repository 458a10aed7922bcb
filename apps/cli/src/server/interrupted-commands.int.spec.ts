import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ServiceLocks, readSettings, withServers } from '@reprise/launcher';
import { isRunning, stopProcess, type ProcessIdentity } from '@reprise/local-servers';
import { serverFolder, waitUntil } from '@reprise/testing';
import pg from 'pg';
import { leaveHistory } from './testing/leave-history.ts';

const folder = mkdtempSync(join(serverFolder(), 'reprise-interrupted-'));
const env = { REPRISE_DATA_DIR: folder };
const settings = readSettings(env);
const locks = new ServiceLocks(folder);
/** Servers started by a command. */
let servers: ProcessIdentity[] = [];
let child: ChildProcess | undefined;

beforeAll(() =>
  withServers(settings, async (started) => {
    await leaveHistory(started, join(folder, 'audit'), 3);
    const client = new pg.Client({ connectionString: started.databaseUrl });
    await client.connect();
    await client.query(`update rm.audit set actor = 'eve' where seq = 2`);
    await client.end();
  }),
);
afterEach(async () => {
  child?.kill('SIGKILL');
  for (const server of servers) await stopProcess(server, 'SIGKILL', 0);
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(command: string) {
  const started = spawn(process.execPath, [join(import.meta.dirname, '../main.ts'), command], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child = started;
  return { process: started, closed: once(started, 'close') as Promise<[number | null, NodeJS.Signals | null]> };
}

/** Waits until a server started by the command is running. */
async function serverOf(command: ChildProcess, name: string): Promise<void> {
  await waitUntil(
    () => {
      if (command.exitCode !== null) throw new Error(`it ended with ${String(command.exitCode)}`);
      servers = locks.all().map(({ identity }) => identity);
      return locks.all().some((each) => each.name === name);
    },
    { what: `it has started ${name}` },
  );
}

describe('a command that started its own servers', () => {
  it.each([
    ['verify', 'nats', 'SIGINT', 130],
    ['rebuild', 'postgres', 'SIGHUP', 129],
  ] as const)('stops them before %s ends, once %s runs, at two times %s', async (command, server, signal, code) => {
    const { process, closed } = run(command);
    process.stdout.resume();
    process.stderr.resume();
    await serverOf(process, server);
    process.kill(signal);
    process.kill(signal);
    expect(await closed).toEqual([code, null]);
    expect(servers.filter(isRunning)).toEqual([]);
    expect(locks.all()).toEqual([]);
  });

  it('completes without a reader and stops them, with its own exit code', async () => {
    const { process, closed } = run('rebuild');
    process.stderr.resume();
    await once(process.stdout, 'data');
    process.stdout.destroy();
    await serverOf(process, 'nats');
    // Rows that differ from those in the log.
    expect(await closed).toEqual([1, null]);
    expect(servers.filter(isRunning)).toEqual([]);
    expect(locks.all()).toEqual([]);
  });
});
