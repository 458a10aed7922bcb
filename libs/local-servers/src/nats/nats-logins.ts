import { chmodSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COPY, inboxPrefix, logins, type Login } from './nats-accounts.ts';
import { keptSecret } from '../data-folder.ts';

/** Passwords of the embedded nats-server, which the first start generates. */
export function natsPasswords(dataFolder: string): Record<Login, string> {
  const file = (login: Login) => (login === 'reprise' ? 'nats.password' : `nats.${login}.password`);
  const pairs = logins.map((login) => [login, keptSecret(dataFolder, file(login))] as const);
  return Object.fromEntries(pairs) as Record<Login, string>;
}

/** `reprise` may subscribe to everything. The other logins receive replies only under their own prefixes. */
export const natsUrl = (login: Login, password: string, address: string): string =>
  `nats://${login}:${password}@${address}${login === 'reprise' ? '' : `?inbox_prefix=${inboxPrefix(login)}`}`;

/** Content of `nats/consumer.json`, with which a program connects to read the events; see docs/events.md. */
export interface ConsumerFile {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly stream: string;
  readonly inbox_prefix: string;
}

/** Path of the file. */
export const consumerFile = (dataFolder: string): string => join(dataFolder, 'nats', 'consumer.json');

/** Writes the file atomically. Only the owner can read it. */
export function writeConsumerFile(dataFolder: string, url: string, password: string): void {
  const content: ConsumerFile = {
    url,
    user: 'consumer',
    password,
    stream: COPY,
    inbox_prefix: inboxPrefix('consumer'),
  };
  const file = consumerFile(dataFolder);
  const beside = `${file}.new`;
  writeFileSync(beside, `${JSON.stringify(content, null, 2)}\n`, { mode: 0o600 });
  chmodSync(beside, 0o600);
  renameSync(beside, file);
}
