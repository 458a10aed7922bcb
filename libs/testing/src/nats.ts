import { mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { ensureNatsServer, thisMachine } from '@reprise/setup';
import { freePort, launchNatsServer, started } from '@reprise/local-servers';
import { guard } from './guardian.ts';
import { serverFolder } from './server-folder.ts';
import { RestartableProcess, type TestServer } from './test-server.ts';

/** A nats-server, and the folder that contains its JetStream store `store`. */
export interface TestNats extends TestServer {
  readonly folder: string;
}

/**
 * Starts a nats-server on a free port, with an empty JetStream store in a temporary folder. It syncs to disk as in
 * production, and accepts all clients on the loopback interface.
 */
export async function startNats(): Promise<TestNats> {
  const binary = await ensureNatsServer(thisMachine(), (line) => process.stderr.write(`${line}\n`));
  const folder = mkdtempSync(join(serverFolder(), 'reprise-nats-'));
  const port = await freePort();
  const server = new RestartableProcess(folder, 'SIGTERM', () =>
    launchNatsServer({ binary, folder, port, logFile: join(folder, 'nats-server.log') }).then(started),
  );
  guard(folder);
  await server.start();
  return {
    folder,
    url: `nats://127.0.0.1:${String(port)}`,
    start: () => server.start(),
    kill: () => server.kill(),
    restart: async () => {
      await server.stop();
      await server.start();
    },
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
