import { Injectable } from '@nestjs/common';
import { Role } from '@reprise/contracts';
import type { AccountChangeBody, AccountView } from '../../contract/index.ts';
import { isAPIError } from 'better-auth/api';
import type { Request, Response } from 'express';
import { ProblemException } from '@reprise/gateway/shared/http/problem.ts';
import { AuthCalls, type LibraryCall, type Refusals } from '../auth/auth-calls.ts';
import { AuthHost } from '../better-auth/auth-host.ts';
import type { AccountQueries } from '../database/access-database.ts';
import { AccountChanges } from '../records/account-changes.ts';
import { OIDC } from '../better-auth/oidc-provider.ts';
import { Accounts } from '../accounts/accounts.ts';
import { assertNameFree } from '../accounts/name-free.ts';

/** Account of the requester. */
@Injectable()
export class OwnAccount {
  constructor(
    private readonly host: AuthHost,
    private readonly calls: AuthCalls,
    private readonly accounts: Accounts,
    private readonly changes: AccountChanges,
  ) {}

  /** @throws ProblemException 404 for the local administrator */
  async show(request: Request, { query }: AccountQueries = this.host.database): Promise<AccountView> {
    const userId = userIdOf(request);
    const user = await query.selectFrom('user').selectAll().where('id', '=', userId).executeTakeFirstOrThrow();
    const passkeys = await query
      .selectFrom('passkey')
      .select(['id', 'name', 'createdAt'])
      .where('userId', '=', userId)
      .orderBy('createdAt')
      .execute();
    const ways = await query
      .selectFrom('account')
      .select(['providerId', 'password'])
      .where('userId', '=', userId)
      .execute();
    return {
      user_id: userId,
      name: user.name,
      email: user.email,
      role: Role.parse(user.role),
      created_at: user.createdAt.toISOString(),
      has_password: ways.some(({ password }) => password !== null),
      from_directory: ways.some(({ providerId }) => providerId === OIDC),
      totp_enabled: user.twoFactorEnabled === true,
      backup_codes_left: user.twoFactorEnabled === true ? await this.#backupCodesLeft(userId) : null,
      passkeys: passkeys.map(({ id, name, createdAt }) => ({
        passkey_id: id,
        name: name ?? 'Passkey',
        created_at: (createdAt ?? user.createdAt).toISOString(),
      })),
    };
  }

  /**
   * @throws ProblemException 422 if another account has the name
   */
  async rename({ name }: AccountChangeBody, request: Request): Promise<AccountView> {
    const userId = userIdOf(request);
    await this.changeAlone(['name'], request, async (queries) => {
      await assertNameFree(queries, name, userId);
      await queries.query.updateTable('user').set({ name, updatedAt: new Date() }).where('id', '=', userId).execute();
    });
    return this.show(request);
  }

  /**
   * Changes fields of the account and records the change, serialized with other account changes.
   * @throws LogUnavailableError, StreamChangedError if the log does not answer; nothing was changed
   */
  async changeAlone(
    fields: string[],
    request: Request,
    change: (queries: AccountQueries) => Promise<void>,
  ): Promise<void> {
    const fact = this.#changed(userIdOf(request), fields);
    await this.changes.make(async (changing) => {
      await change(changing);
      await changing.record(fact, request.principal ?? null, request);
    });
    await this.accounts.changed();
  }

  /**
   * Lets the library change fields of the account, and records the change.
   * @throws ProblemException if the library rejects it
   * @throws LogUnavailableError, StreamChangedError if the log does not answer; nothing was changed
   */
  async change<T>(
    fields: string[],
    request: Request,
    response: Response,
    call: LibraryCall<T>,
    refusals: Refusals,
  ): Promise<T> {
    const fact = this.#changed(userIdOf(request), fields);
    const change = () => this.calls.ask(request, call, refusals);
    const answer = await this.changes.makeByLibrary(fact, request.principal ?? null, request, change);
    await this.accounts.changed();
    // A session that replaces another one exists only now.
    return this.calls.pass(answer, request, response);
  }

  /** Number of unused codes, which the library stores encrypted; null if the user has none. */
  async #backupCodesLeft(userId: string): Promise<number | null> {
    try {
      return (await this.calls.api.viewBackupCodes({ body: { userId } })).backupCodes.length;
    } catch (error) {
      if (isAPIError(error)) return null;
      throw error;
    }
  }

  #changed(userId: string, fields: string[]) {
    return { type: 'user_changed', data: { user_id: userId, fields, reason: null }, subject: userId } as const;
  }
}

/** @throws ProblemException 404 for the local administrator */
export function userIdOf({ principal }: Request): string {
  if (principal?.userId === undefined)
    throw new ProblemException(404, 'The local administrator has no account. Sign in as a person to have one.');
  return principal.userId;
}

/** @throws ProblemException 409 for a program, because users change their sign-in methods in a browser */
export function assertInBrowser({ sessionId }: Request): void {
  if (sessionId === undefined)
    throw new ProblemException(409, 'Sign in with a browser to change this: it cannot be done by a token.');
}
