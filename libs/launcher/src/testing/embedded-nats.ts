import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  consumerFile,
  freePort,
  runnerPassword,
  runnerUrl,
  started,
  startProcess,
  takeDataFolder,
  type ConsumerFile,
} from '@reprise/local-servers';
import { ensureNatsServer, thisMachine } from '@reprise/setup';
import { guard, RestartableProcess, type TestServer } from '@reprise/testing';
import { embeddedNats, type EmbeddedNats } from '../servers/embedded-servers.ts';
import { ServiceLocks } from '../services/service-locks.ts';
import { readSettings } from '../settings.ts';

/** The nats-server of `npm start`, with its accounts, the log and the mirror of the log. */
export interface TestEmbeddedNats extends TestServer {
  /** URLs with the account of each service; `url` has the account that created the log. */
  readonly urls: EmbeddedNats['urls'];
  /** URLs with the logins of further runners, by runner id. */
  readonly runners: Readonly<Record<string, string>>;
  readonly dataFolder: string;
  /** File with the connection settings of consumers. */
  readonly consumerFile: string;
  consumer(): ConsumerFile;
}

/** Starts the nats-server of `npm start` on a temporary data dir, with logins for its runner and for further ones. */
export async function startEmbeddedNats(...runners: string[]): Promise<TestEmbeddedNats> {
  const say = (line: string) => void process.stderr.write(`${line}\n`);
  const binary = await ensureNatsServer(thisMachine(), say);
  const folder = mkdtempSync(join(tmpdir(), 'reprise-embedded-nats-'));
  const dataFolder = join(folder, 'data');
  takeDataFolder(dataFolder)();
  const port = String(await freePort());
  const settings = readSettings({ REPRISE_DATA_DIR: dataFolder, REPRISE_NATS_PORT: port });
  const passwords = runners.map((id) => [id, runnerPassword(dataFolder, id)] as const);
  const { url, urls, definition } = await embeddedNats(settings, binary, say);
  const lockFile = new ServiceLocks(dataFolder).file('nats');
  const launch = () => definition.launch((command) => startProcess({ ...command, lockFile })).then(started);
  const server = new RestartableProcess(folder, definition.stopSignal, launch);
  guard(folder);
  await server.start();
  return {
    url,
    urls,
    runners: Object.fromEntries(passwords.map(([id, password]) => [id, runnerUrl(id, password, `127.0.0.1:${port}`)])),
    dataFolder,
    consumerFile: consumerFile(dataFolder),
    consumer: () => JSON.parse(readFileSync(consumerFile(dataFolder), 'utf8')) as ConsumerFile,
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
