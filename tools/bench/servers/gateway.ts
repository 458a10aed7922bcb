import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { memoryFlags, memoryVariables } from '@reprise/launcher';
import { assertRunning, freePort, started, startProcess, stopProcess } from '@reprise/local-servers';
import { builtApp, thisMachine } from '@reprise/setup';
import { waitUntil } from '@reprise/testing';
import { ticksOf } from './process-figures.ts';

/** Built gateway without a runner, which is idle unless the benchmark sends requests. */
export interface BenchGateway extends AsyncDisposable {
  /** Id of its process. */
  readonly pid: number;
  /** @throws Error with the response, unless it is a success */
  get(path: string): Promise<Response>;
  /** @throws Error with the response, unless it is a success */
  send(
    path: string,
    method: string,
    headers: Record<string, string>,
    body?: Uint8Array<ArrayBuffer>,
  ): Promise<Response>;
}

/** With a shorter pause, it could be waiting for the log or the tables during its first check. */
const IDLE_MS = 1_500;
/** Maximum CPU ticks of an idle process in that time. */
const IDLE_TICKS = 4;

/** Whether a process has been idle for a while. */
async function isIdle(pid: number): Promise<boolean> {
  const before = ticksOf(pid);
  await sleep(IDLE_MS);
  return ticksOf(pid) - before <= IDLE_TICKS;
}

/** Starts the built gateway, and waits until its tables are up to date with the log and it is idle. */
export async function benchGateway(
  folder: string,
  servers: { readonly NATS_URL: string; readonly DATABASE_URL: string },
): Promise<BenchGateway> {
  const { root } = thisMachine();
  const port = await freePort();
  const url = `http://127.0.0.1:${String(port)}`;
  const data = join(folder, 'gateway');
  const process_ = await startProcess({
    command: process.execPath,
    args: [...memoryFlags, builtApp(root, 'gateway')],
    env: {
      PATH: process.env['PATH'],
      NODE_ENV: 'production',
      ...servers,
      REPRISE_PORT: String(port),
      REPRISE_DATA_DIR: data,
      REPRISE_RATE_LIMIT: '0',
      REPRISE_LOG_LEVEL: 'warn',
      ...memoryVariables,
    },
    cwd: root,
    logFile: join(folder, 'gateway.log'),
  });
  const serves = async () => {
    assertRunning(process_, 'The gateway');
    return fetch(`${url}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  };
  const ready = () => waitUntil(serves, { milliseconds: 60_000, every: 200, what: 'The gateway serves' });
  const { identity } = await started({ process: process_, ready });
  // It begins by checking the log from the last signed head, here from the beginning.
  await waitUntil(() => isIdle(identity.pid), { milliseconds: 300_000, what: 'The gateway has looked at the log' });
  const authorization = `Bearer ${readFileSync(join(data, 'admin.token'), 'utf8').trim()}`;
  const ask = async (path: string, init: RequestInit = {}, headers: Record<string, string> = {}) => {
    const answer = await fetch(url + path, { ...init, headers: { authorization, ...headers } });
    if (!answer.ok) throw new Error(`${path}: ${String(answer.status)} ${await answer.text()}`);
    return answer;
  };
  return {
    pid: identity.pid,
    get: (path) => ask(path),
    send: (path, method, headers, body) => ask(path, { method, ...(body && { body }) }, headers),
    [Symbol.asyncDispose]: () => stopProcess(identity, 'SIGTERM', 5_000),
  };
}
