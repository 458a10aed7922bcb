import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@reprise/local-servers';
import type { OidcOptions, OidcUsers } from './oidc-options.ts';

/** Real OpenID Connect provider in a separate process. Its form accepts every password. */
export interface OidcServer {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Starts it. Its address is known beforehand. */
  start(): Promise<void>;
  /** Replaces the people of the directory, starting with the next sign-in. */
  setUsers(users: OidcUsers): void;
  stop(): Promise<void>;
}

/** @param publicUrl URL of Reprise, without a path */
export async function oidcServer(publicUrl: string, users: OidcUsers): Promise<OidcServer> {
  const folder = mkdtempSync(join(tmpdir(), 'reprise-oidc-'));
  const usersFile = join(folder, 'users.json');
  const setUsers = (changed: OidcUsers) => writeFileSync(usersFile, JSON.stringify(changed));
  setUsers(users);
  const options: OidcOptions = {
    issuer: `http://127.0.0.1:${String(await freePort())}`,
    clientId: 'reprise',
    clientSecret: 'not so secret',
    redirectUris: [`${publicUrl}/api/auth/callback/oidc`],
    logoutUri: `${publicUrl}/api/auth/backchannel-logout`,
    usersFile,
  };
  let child: ChildProcess | undefined;
  const { issuer, clientId, clientSecret } = options;
  return {
    issuer,
    clientId,
    clientSecret,
    setUsers,
    start: async () => {
      child = fork(join(import.meta.dirname, 'serve.ts'), [JSON.stringify(options)], { stdio: 'ignore', execArgv: [] });
      await once(child, 'message');
    },
    stop: async () => {
      if (child?.exitCode === null) {
        child.kill();
        await once(child, 'exit');
      }
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
