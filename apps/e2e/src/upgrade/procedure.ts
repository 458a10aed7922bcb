import { cpSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { checkout, type Say } from '@reprise/setup';
import { waitUntil } from '@reprise/testing';
import type { Api } from '../api.ts';
import type { Installation } from '../several-machines/installation.ts';

/** Commands that are answered before each step and after it. */
const BETWEEN = 12;

interface Lab {
  readonly installation: Installation;
  readonly api: Api;
  /** Waits until clients have had so many more responses. */
  untilMore(count: number): Promise<void>;
  readonly say: Say;
}

/** The steps of "Upgrade" in docs/several-machines.md, from the release that runs to this checkout. */
export async function upgrade({ installation, api, untilMore, say }: Lab): Promise<void> {
  for (const [index, server] of installation.nats.entries()) {
    say(`Replacing NATS server ${String(index + 1)}`);
    await untilMore(BETWEEN);
    const conf = join(installation.folder, `nats-${String(index + 1)}`, 'conf');
    for (const file of readdirSync(join(checkout, 'docker/nats')))
      if (file !== 'nats-server.conf') cpSync(join(checkout, 'docker/nats', file), join(conf, file));
    server.release = checkout;
    await server.end('SIGTERM');
    server.start();
    await waitUntil(() => isCurrent(installation), { every: 500, what: 'all replicas are current' });
  }
  say('Creating the log');
  installation.release = checkout;
  if ((await installation.command('create-log')) !== 0) throw new Error(installation.output());
  for (const [index, gateway] of installation.gateways.entries()) {
    say(`Replacing gateway ${String(index + 1)}`);
    await untilMore(BETWEEN);
    gateway.release = checkout;
    await gateway.end('SIGTERM');
    await untilMore(BETWEEN);
    gateway.start();
    await installation.untilReady(index);
  }
  for (const [index, runner] of installation.runners.entries()) {
    const id = `runner-${String(index + 1)}`;
    say(`Replacing ${id}`);
    await untilMore(BETWEEN);
    runner.release = checkout;
    await runner.end('SIGTERM');
    const ended = Date.now();
    runner.start();
    await waitUntil(() => isSeenAfter(api, id, ended), { every: 500, what: `${id} is alive` });
  }
  await untilMore(BETWEEN);
}

async function isCurrent(installation: Installation): Promise<boolean> {
  const cluster = await installation.cluster().catch(() => undefined);
  const { leader, replicas = [] } = cluster ?? {};
  return (
    leader !== undefined &&
    leader !== '' &&
    replicas.length === 2 &&
    replicas.every(({ current, offline }) => current && !offline)
  );
}

async function isSeenAfter(api: Api, id: string, time: number): Promise<boolean> {
  const runner = (await api.runners()).find(({ runner_id }) => runner_id === id);
  return runner?.alive === true && Date.parse(runner.last_seen) > time;
}
