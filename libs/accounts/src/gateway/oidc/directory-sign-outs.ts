import { Injectable } from '@nestjs/common';
import { userActor } from '@reprise/contracts';
import type { Request } from 'express';
import { jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { ProblemException } from '@reprise/gateway/shared/http/problem.ts';
import { AuthHost } from '../better-auth/auth-host.ts';
import { AccountChanges } from '../records/account-changes.ts';
import { Accounts } from '../accounts/accounts.ts';
import { OIDC } from '../better-auth/oidc-provider.ts';

/** Source: OpenID Connect Back-Channel Logout 1.0, 2.4. */
const EVENT = 'http://schemas.openid.net/event/backchannel-logout';
const MAX_AGE = '5 minutes';

interface Keys {
  readonly jwks: JWTVerifyGetKey;
  readonly issuer: string;
  readonly audience: string;
  readonly algorithms?: string[] | undefined;
}

/** Back-channel logout from the directory. */
@Injectable()
export class DirectorySignOuts {
  constructor(
    private readonly host: AuthHost,
    private readonly accounts: Accounts,
    private readonly changes: AccountChanges,
  ) {}

  /** Ends the sessions of the user that a logout token names. @throws ProblemException 400 */
  async end(logoutToken: string, request: Request): Promise<void> {
    const sub = await this.#personOf(logoutToken);
    const { query } = this.host.database;
    const account = await query
      .selectFrom('account')
      .select('userId')
      .where('providerId', '=', OIDC)
      .where('accountId', '=', sub)
      .executeTakeFirst();
    if (!account) return;
    const { userId } = account;
    const fact = { type: 'signed_out', data: { everywhere: true }, subject: userId } as const;
    await this.changes.makeAnyway(async (changing) => {
      await changing.record(fact, userActor({ userId }), request);
      await changing.query.deleteFrom('session').where('userId', '=', userId).execute();
    });
    await this.accounts.changed();
  }

  async #personOf(logoutToken: string): Promise<string> {
    const keys = await this.#keys();
    if (!keys) throw wrong('the directory does not answer');
    const { issuer, audience, algorithms } = keys;
    const checks = { issuer, audience, maxTokenAge: MAX_AGE, ...(algorithms && { algorithms }) };
    const { payload } = await jwtVerify(logoutToken, keys.jwks, checks).catch((cause: unknown) => {
      throw wrong('it is not signed by the directory for this client, or too old', cause);
    });
    if (!isLogout(payload)) throw wrong('it is not a logout token');
    if (payload.sub === undefined) throw wrong('it names no person (sub)');
    return payload.sub;
  }

  async #keys(): Promise<Keys | undefined> {
    const auth = await this.host.withDirectory();
    const provider = (await auth?.$context)?.socialProviders.find(({ id }) => id === OIDC);
    return provider && 'idToken' in provider ? (provider.idToken as Keys | undefined) : undefined;
  }
}

const isLogout = ({ events, nonce }: JWTPayload): boolean =>
  nonce === undefined && typeof events === 'object' && events !== null && EVENT in events;

const wrong = (why: string, cause?: unknown) =>
  new ProblemException(400, `This logout token is not accepted: ${why}.`, { cause });
