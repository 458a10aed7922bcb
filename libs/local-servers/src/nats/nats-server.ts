import { randomBytes } from 'node:crypto';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { env } from 'node:process';
import pWaitFor from 'p-wait-for';
import { assertRunning, startProcess, type Launched } from '../process/server-process.ts';

export interface NatsServerOptions {
  readonly binary: string;
  /** Holds the configuration and the JetStream store. */
  readonly folder: string;
  readonly port: number;
  readonly logFile: string;
  /** The accounts that are let in, as the configuration has them; without it everybody on the loopback is. */
  readonly accounts?: object;
}

/** Starts a nats-server with JetStream that fsyncs before it acknowledges. */
export async function launchNatsServer(options: NatsServerOptions): Promise<Launched> {
  mkdirSync(options.folder, { recursive: true, mode: 0o700 });
  const name = `reprise-${randomBytes(6).toString('hex')}`;
  const config = join(options.folder, 'nats-server.conf');
  writeFileSync(config, configuration(options, name), { mode: 0o600 });
  // One that was there kept its mode.
  chmodSync(config, 0o600);
  const process = await startProcess({
    command: options.binary,
    args: ['-c', config],
    env: { PATH: env['PATH'] },
    logFile: options.logFile,
  });
  const answers = async () => {
    assertRunning(process, `nats-server on port ${String(options.port)}`);
    return (await greeting(options.port))?.includes(name) === true;
  };
  const message = `nats-server does not answer on port ${String(options.port)} within 30 s`;
  return { process, ready: () => pWaitFor(answers, { timeout: { milliseconds: 30_000, message } }) };
}

function configuration(options: NatsServerOptions, name: string): string {
  const quoted = (text: string) => JSON.stringify(text);
  return [
    `server_name: ${name}`,
    `listen: "127.0.0.1:${String(options.port)}"`,
    `jetstream { store_dir: ${quoted(join(options.folder, 'store'))}, sync_interval: always }`,
    // JSON is a way to write a nats-server's configuration.
    ...(options.accounts ? [`accounts ${JSON.stringify(options.accounts, null, 2)}`] : []),
    '',
  ].join('\n');
}

/** The `INFO` line with which a nats-server greets; undefined where nothing answers. */
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
