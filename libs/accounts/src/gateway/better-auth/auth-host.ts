import { Logger, type OnApplicationShutdown } from '@nestjs/common';
import { makeOnce } from '@reprise/secret-files';
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { GatewaySettings } from '@reprise/gateway/shared/settings.ts';
import type { AccessDatabase } from '../database/access-database.ts';
import { OIDC } from './oidc-provider.ts';
import { makeAuth, type Auth } from './better-auth.ts';

/** The library only runs discovery when it is created, so it is created again until discovery succeeds. */
const RETRY_MS = 1_000;

/** The library's server. Includes the organisation's directory as soon as it answers. */
export class AuthHost implements OnApplicationShutdown {
  readonly #logger = new Logger('Accounts');
  /** Address at which people open Reprise, without a trailing slash. */
  readonly publicUrl: string;
  readonly #make: () => Auth;
  #auth: Auth;
  #made = 0;

  constructor(
    readonly database: AccessDatabase,
    { port, publicUrl, sessions, access }: Pick<GatewaySettings, 'port' | 'publicUrl' | 'sessions' | 'access'>,
  ) {
    this.publicUrl = publicUrl;
    makeOnce(access.keyFile, () => `${randomBytes(32).toString('base64url')}\n`);
    const secret = readFileSync(access.keyFile, 'utf8').trim();
    this.#make = () => {
      this.#made = Date.now();
      return makeAuth({
        database,
        secret,
        publicUrl,
        port,
        idleMs: sessions.idleMs,
        oidc: access.oidc,
        warn: (line) => this.#logger.warn(line),
      });
    };
    this.#auth = this.#make();
  }

  get auth(): Auth {
    return this.#auth;
  }

  /** Returns the server with the directory; null if the directory does not answer now. */
  async withDirectory(): Promise<Auth | null> {
    if (await hasDirectory(this.#auth)) return this.#auth;
    if (Date.now() - this.#made < RETRY_MS) return null;
    const anew = this.#make();
    if (!(await hasDirectory(anew))) return null;
    return (this.#auth = anew);
  }

  async onApplicationShutdown(): Promise<void> {
    await this.database.pool.end();
  }
}

const hasDirectory = async (auth: Auth): Promise<boolean> =>
  (await auth.$context).socialProviders.some(({ id }) => id === OIDC);
