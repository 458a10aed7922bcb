import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkout } from '@reprise/setup';
import { documentedBlock } from '../documented-block.ts';

/** Addresses and folders of the documentation, and those that take their place on this machine. */
export type Places = readonly (readonly [documented: string, here: string])[];

export const replaced = (text: string, places: Places): string =>
  places.reduce((done, [documented, here]) => done.replaceAll(documented, here), text);

/** Returns a block of docs/several-machines.md. */
export const documented = (language: string, word: string): string =>
  documentedBlock('several-machines', language, word);

/**
 * Runs the documented command with a copy of a release's script, because the script writes files next to itself.
 * @returns the folder with the secrets
 */
export function makeSecrets(folder: string, release = checkout): string {
  const script = join(folder, 'docker/make-secrets.sh');
  mkdirSync(dirname(script));
  cpSync(join(release, 'docker/make-secrets.sh'), script);
  execFileSync('sh', ['-c', documented('sh', 'make-secrets')], { cwd: folder, stdio: 'ignore' });
  return join(folder, 'docker/secrets');
}

interface NatsServer {
  readonly name: string;
  /** Contains its configuration and its store. */
  readonly folder: string;
  /** Ports on the loopback. */
  readonly client: number;
  readonly route: number;
  /** Checkout of the release whose configuration it gets. */
  readonly release?: string;
}

/**
 * Writes the documented configuration of a server of the cluster.
 * @param places of the other servers
 * @returns the documented command that starts it
 */
export function natsServer({ name, folder, client, route, release = checkout }: NatsServer, places: Places): string {
  const conf = join(folder, 'conf');
  cpSync(join(release, 'docker/nats'), conf, { recursive: true });
  const own: Places = [
    ['server_name: nats-1', `server_name: ${name}`],
    ['0.0.0.0:4222', `127.0.0.1:${String(client)}`],
    ['http: 127.0.0.1:8222\n', ''],
    ['0.0.0.0:6222', `127.0.0.1:${String(route)}`],
    ['/var/lib/reprise/nats', join(folder, 'store')],
  ];
  const text = replaced(documented('conf', 'server_name'), places);
  writeFileSync(join(conf, 'nats-server.conf'), replaced(text, own));
  const folders: Places = [
    ['/etc/reprise/nats', conf],
    ['/run/reprise/nats', join(folder, 'run')],
  ];
  return replaced(replaced(documented('sh', 'docker/nats/start.sh'), folders), places);
}
