import { join } from 'node:path';
import { freePort } from '@reprise/local-servers';
import { builtApp, thisMachine } from '@reprise/setup';
import { Clock } from './clock.ts';
import { KeptProcess } from './kept-process.ts';
import type { NatsCluster } from './nats-cluster.ts';
import { Proxy } from './proxy.ts';
import { environmentOf, through } from './service-environment.ts';

interface Place {
  readonly folder: string;
  readonly dataDir: string;
  readonly cluster: NatsCluster | undefined;
  readonly natsPort: number;
  readonly postgresPort: number;
  readonly port: number;
}

/** A gateway on the data dir of the first one, with its own clock, and proxies to Postgres and to a single NATS server. */
export async function startSecondGateway({ folder, dataDir, cluster, natsPort, postgresPort, port }: Place) {
  const { root } = thisMachine();
  const nats = cluster ? undefined : await Proxy.listening('gateway2-nats', await freePort(), natsPort);
  const postgres = await Proxy.listening('gateway2-postgres', await freePort(), postgresPort);
  const clock = new Clock(folder, 'gateway2');
  const first = await environmentOf('gateway', dataDir);
  const process = new KeptProcess({
    name: 'gateway2',
    args: [builtApp(root, 'gateway')],
    env: {
      ...through(nats ? through(first, natsPort, nats.port) : first, postgresPort, postgres.port),
      REPRISE_PORT: String(port),
      ...clock.env,
    },
    cwd: root,
    logFile: join(folder, 'gateway2.log'),
  });
  return { process, clock, proxies: [...(nats ? [nats] : []), postgres] };
}
