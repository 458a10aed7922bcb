import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureNatsServer, thisMachine } from '@reprise/setup';
import { freePort, launchNatsServer, started } from '@reprise/local-servers';
import { guard } from './guardian.ts';
import { serverFolder } from './server-folder.ts';
import { RestartableProcess } from './test-server.ts';

const SIZE = 3;

/** One server of a cluster. It keeps its address and its data when it is killed and started again. */
export interface ClusterServer {
  readonly name: string;
  readonly url: string;
  kill(): Promise<void>;
  start(): Promise<void>;
}

export interface TestNatsCluster {
  /** URLs of all servers, separated by commas. */
  readonly url: string;
  readonly servers: readonly ClusterServer[];
  /** Stops all servers and removes their data. */
  stop(): Promise<void>;
}

/** Starts a cluster of three nats-servers on free ports, each like that of `startNats`. */
export async function startNatsCluster(accounts?: object): Promise<TestNatsCluster> {
  const binary = await ensureNatsServer(thisMachine(), (line) => process.stderr.write(`${line}\n`));
  const ports: number[] = [];
  for (let i = 0; i < SIZE; i++) ports.push(await freePort());
  const servers: (ClusterServer & { stop(): Promise<void> })[] = [];
  for (const [i, port] of ports.entries()) {
    const name = `server-${String(i + 1)}`;
    const folder = mkdtempSync(join(serverFolder(), 'reprise-nats-'));
    const clientPort = await freePort();
    const server = new RestartableProcess(folder, 'SIGTERM', () =>
      launchNatsServer({
        ...{ binary, folder, port: clientPort, logFile: join(folder, 'nats-server.log') },
        ...(accounts && { accounts }),
        cluster: { name, port, ports },
      }).then(started),
    );
    guard(folder);
    servers.push({
      name,
      url: `nats://127.0.0.1:${String(clientPort)}`,
      kill: () => server.kill(),
      start: () => server.start(),
      stop: async () => {
        await server.stop();
        rmSync(folder, { recursive: true, force: true });
      },
    });
  }
  await Promise.all(servers.map((server) => server.start()));
  return {
    url: servers.map(({ url }) => url).join(','),
    servers,
    stop: async () => void (await Promise.all(servers.map((server) => server.stop()))),
  };
}
