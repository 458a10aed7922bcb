import { chmodSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COPY, inboxPrefix, logins, type Login } from './nats-accounts.ts';
import { keptSecret } from '../data-folder.ts';

/** The passwords of the embedded nats-server, made at the first start and kept. */
export function natsPasswords(dataFolder: string): Record<Login, string> {
  const file = (login: Login) => (login === 'reprise' ? 'nats.password' : `nats.${login}.password`);
  const pairs = logins.map((login) => [login, keptSecret(dataFolder, file(login))] as const);
  return Object.fromEntries(pairs) as Record<Login, string>;
}

/** `reprise` may hear everything; what arrives for the others arrives where only they listen. */
export const natsUrl = (login: Login, password: string, address: string): string =>
  `nats://${login}:${password}@${address}${login === 'reprise' ? '' : `?inbox_prefix=${inboxPrefix(login)}`}`;

/** Content of `nats/consumer.json`, from which a program connects to read the events; see docs/events.md. */
export interface ConsumerFile {
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly stream: string;
  readonly inbox_prefix: string;
}

/** Where it lies. */
export const consumerFile = (dataFolder: string): string => join(dataFolder, 'nats', 'consumer.json');

/** Writes it for the owner alone; a reader finds the old one or the new one, never a part. */
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
