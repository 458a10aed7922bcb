import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { env } from 'node:process';
import pWaitFor from 'p-wait-for';
import { assertRunning, startProcess, type Launched, type StartProcess } from '../process/server-process.ts';

export interface NatsServerOptions {
  readonly binary: string;
  /** Contains the configuration and the JetStream store. */
  readonly folder: string;
  readonly port: number;
  readonly logFile: string;
  /** The permitted accounts, in configuration format. Without them, everyone on the loopback is permitted. */
  readonly accounts?: object;
  /** Place in a cluster on this machine. Without it, the server is alone. */
  readonly cluster?: ClusterPlace;
}

export interface ClusterPlace {
  /** Name of the server, by which the cluster knows it again after a restart. */
  readonly name: string;
  /** Port for the other servers of the cluster. */
  readonly port: number;
  /** Ports of all servers of the cluster for each other. */
  readonly ports: readonly number[];
}

/** Starts a nats-server with JetStream that fsyncs before it acknowledges. */
export async function launchNatsServer(
  options: NatsServerOptions,
  start: StartProcess = startProcess,
): Promise<Launched> {
  mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  const name = options.cluster?.name ?? `reprise-${randomBytes(6).toString('hex')}`;
  const config = join(options.folder, 'nats-server.conf');
  writeForOwner(config, configuration(options, name));
  if (options.accounts) writeAccounts(options.folder, options.accounts);
  const process = await start({
    command: options.binary,
    args: ['-c', config],
    env: { PATH: env['PATH'] },
    logFile: options.logFile,
  });
  const answers = async () => {
    assertRunning(process, `nats-server on port ${String(options.port)}`);
    return (await greeting(options.port))?.includes(name) === true;
  };
  const message = `nats-server does not answer on port ${String(options.port)} within 60 s`;
  return { process, ready: () => pWaitFor(answers, { timeout: { milliseconds: 60_000, message } }) };
}

function configuration(options: NatsServerOptions, name: string): string {
  const quoted = (text: string) => JSON.stringify(text);
  return [
    `server_name: ${name}`,
    `listen: "127.0.0.1:${String(options.port)}"`,
    `jetstream { store_dir: ${quoted(join(options.folder, 'store'))}, sync_interval: always }`,
    ...(options.cluster ? [clusterBlock(options.cluster)] : []),
    ...(options.accounts ? [`include ./${ACCOUNTS}`] : []),
    '',
  ].join('\n');
}

function clusterBlock({ port, ports }: ClusterPlace): string {
  const routes = ports.map((each) => `nats-route://127.0.0.1:${String(each)}`);
  return `cluster { name: reprise, listen: "127.0.0.1:${String(port)}", routes: ${JSON.stringify(routes)} }`;
}

const ACCOUNTS = 'accounts.conf';

/** Writes the permitted accounts. A running server reloads them on SIGHUP, and its clients stay connected. */
export function writeAccounts(folder: string, accounts: object): void {
  // JSON is valid nats-server configuration.
  writeForOwner(join(folder, ACCOUNTS), `accounts ${JSON.stringify(accounts, null, 2)}\n`);
}

function writeForOwner(file: string, content: string): void {
  const beside = `${file}.new`;
  writeFileSync(beside, content, { mode: 0o600 });
  // An existing file keeps its mode.
  chmodSync(beside, 0o600);
  renameSync(beside, file);
}

/** The `INFO` line that a nats-server sends first; undefined if nothing answers. */
async function greeting(port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port });
    const finish = (line?: string) => {
      socket.destroy();
      resolve(line);
    };
    socket.setTimeout(2_000, () => finish());
    socket.once('error', () => finish());
    socket.once('close', () => finish());
    socket.once('data', (data) => finish(data.toString('utf8')));
  });
}
