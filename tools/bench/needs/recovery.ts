import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ServiceLocks } from '@reprise/launcher';
import { freePort, isRunning } from '@reprise/local-servers';
import { thisMachine } from '@reprise/setup';
import { waitUntil } from '@reprise/testing';
import type { Bench, Pair } from '../measure/measure.ts';
import { scratch } from '../servers/servers.ts';

/** Our limits in milliseconds. */
const BOUNDS = { gateway: 3_000, all: 10_000 };
const SERVICES = ['gateway', 'nats', 'postgres', 'runner'];

/**
 * Benchmark: time from `kill -9` of services started by `npm start` until the gateway is ready again. `npm start` is
 * started anew each time.
 */
export const recovery = (): Bench => async (repetitions, say) => {
  const [gateway, all]: [Pair[], Pair[]] = [[], []];
  for (let repetition = 0; repetition < repetitions; repetition += 1) {
    await using started = await startReprise(say);
    gateway.push({ ours: await started.recoversFrom(['gateway']), floor: BOUNDS.gateway });
    all.push({ ours: await started.recoversFrom(SERVICES), floor: BOUNDS.all });
  }
  const figure = (name: string, pairs: Pair[], bound: number) => ({
    question: 'needs' as const,
    name,
    unit: 'ms' as const,
    pairs,
    ours: 'from kill -9 until /health/ready answers 200',
    floor: `our bound: ${String(bound / 1000)} s`,
    gap: "The difference: the keeper's helper is loaded, and the services start. Most of the time is the gateway's.",
  });
  return [
    figure('gateway killed, until ready', gateway, BOUNDS.gateway),
    figure('all services killed, until ready', all, BOUNDS.all),
  ];
};

async function startReprise(say: (line: string) => void) {
  const folder = scratch();
  const data = join(folder.path, 'data');
  const port = String(await freePort());
  const npm = spawn('npm', ['start'], {
    cwd: thisMachine().root,
    env: { ...process.env, REPRISE_DATA_DIR: data, REPRISE_PORT: port },
    stdio: ['ignore', 'pipe', 'inherit'],
    // Its process group receives Ctrl-C, as in a terminal.
    detached: true,
  });
  const ended = once(npm, 'exit');
  let since = performance.now();
  let isStarted = false;
  const seconds = () => ((performance.now() - since) / 1000).toFixed(2);
  npm.stdout.setEncoding('utf8').on('data', (text: string) => {
    isStarted ||= text.includes('Reprise is ready');
    for (const line of text.trim().split('\n')) say(`  ${seconds()} s: ${line}`);
  });
  const isReady = () =>
    fetch(`http://127.0.0.1:${port}/health/ready`).then(
      ({ ok }) => ok,
      () => false,
    );
  const locks = new ServiceLocks(data);
  const serve = async () => {
    await waitUntil(() => isStarted, { milliseconds: 300_000, what: 'it has started' });
    await waitUntil(() => SERVICES.every((name) => locks.holders(name)[0]), { what: 'all run' });
    await waitUntil(isReady, { what: 'it is ready' });
  };
  const recoversFrom = async (names: readonly string[]): Promise<number> => {
    await serve();
    const killed = names.flatMap((name) => locks.holders(name));
    since = performance.now();
    for (const { pid } of killed) process.kill(pid, 'SIGKILL');
    await waitUntil(() => !killed.some(isRunning), { every: 5, what: 'they have ended' });
    await waitUntil(isReady, { every: 10, what: 'it is ready again' });
    return performance.now() - since;
  };
  const stop = async () => {
    process.kill(-npm.pid!, 'SIGINT');
    await ended;
    await folder[Symbol.asyncDispose]();
  };
  return { recoversFrom, [Symbol.asyncDispose]: stop };
}
