import { Injectable } from '@nestjs/common';
import { roles, type Role } from '@reprise/contracts';
import type { TokenBody, TokenSecretView, TokenView } from '../../contract/index.ts';
import type { Request } from 'express';
import type { Principal } from '@reprise/gateway/shared/principal.ts';
import { ProblemException, wrongFields } from '@reprise/gateway/shared/http/problem.ts';
import { AuthHost } from '../better-auth/auth-host.ts';
import { isId } from '../is-id.ts';
import { AccountChanges } from '../records/account-changes.ts';
import { Accounts } from '../accounts/accounts.ts';

const DAY_S = 86_400;
const MOST = 100;

/**
 * API tokens of users. The library creates and hashes them. The name, the role and the last use are stored here, next
 * to the library's key.
 */
@Injectable()
export class ApiTokens {
  constructor(
    private readonly host: AuthHost,
    private readonly accounts: Accounts,
    private readonly changes: AccountChanges,
  ) {}

  /** Returns the tokens of a person that are not revoked, newest first. */
  async list(userId: string): Promise<TokenView[]> {
    const rows = await this.#rows().where('token.user_id', '=', userId).orderBy('token.created_at', 'desc').execute();
    return rows.map(viewOf);
  }

  /** @throws LogUnavailableError, StreamChangedError if no token can be created now */
  assertPossible(): Promise<void> {
    return this.changes.assertPossible();
  }

  /**
   * @throws ProblemException 409 if a user has the maximum number of tokens
   */
  async assertMayHaveMore(userId: string): Promise<void> {
    if ((await this.list(userId)).length >= MOST)
      throw new ProblemException(409, `You have ${String(MOST)} tokens, the most there can be. Revoke one first.`);
  }

  /**
   * @throws ProblemException 422 if the role is higher than the owner's; 409 without an account, or with too many
   * tokens
   */
  async create(
    { name, role, expires_in_days }: TokenBody,
    request: Request,
    by: Maker = makerOf(request),
  ): Promise<TokenSecretView> {
    assertRoleOf(by, role);
    await this.assertMayHaveMore(by.userId);
    await this.assertPossible();
    const made = await this.host.auth.api.createApiKey({
      body: { userId: by.userId, name, expiresIn: expires_in_days * DAY_S },
    });
    const expires_at = made.expiresAt ?? new Date(Date.now() + expires_in_days * DAY_S * 1000);
    const row = { token_id: made.id, user_id: by.userId, name, role, created_at: made.createdAt, expires_at };
    const data = { token_id: made.id, role, expires_at: expires_at.toISOString() };
    // Without the row, the key is useless, so a token that is not recorded is not issued.
    await this.changes.make(async (changing) => {
      await changing.record({ type: 'token_created', data, subject: by.userId }, by, request);
      await changing.query.insertInto('token').values(row).execute();
    });
    const token = viewOf({ ...row, start: made.start, last_used_at: null, last_address: null });
    return { token, secret: made.key };
  }

  /** Revokes a token of the user, or any token for an admin. @throws ProblemException 404 */
  async revoke(tokenId: string, request: Request): Promise<void> {
    const by = request.principal;
    const found = isId(tokenId)
      ? await this.#rows().select('token.user_id').where('token.token_id', '=', tokenId).executeTakeFirst()
      : undefined;
    if (!by || !found || (found.user_id !== by.userId && by.role !== 'admin'))
      throw new ProblemException(404, `There is no token ${tokenId.slice(0, 100)}.`);
    const data = { token_id: tokenId, reason: null };
    await this.changes.make(async ({ query, record }) => {
      await record({ type: 'token_revoked', data, subject: found.user_id }, by, request);
      const now = new Date();
      await query.updateTable('token').set({ revoked_at: now }).where('token_id', '=', tokenId).execute();
      await query.deleteFrom('apikey').where('id', '=', tokenId).execute();
    });
    await this.accounts.changed();
  }

  #rows() {
    return this.host.database.query
      .selectFrom('token')
      .leftJoin('apikey', 'apikey.id', 'token.token_id')
      .select(['token.token_id', 'token.name', 'token.role', 'token.created_at', 'token.expires_at'])
      .select(['token.last_used_at', 'token.last_address', 'apikey.start'])
      .where('token.revoked_at', 'is', null);
  }
}

/** A person with an account. */
export type Maker = Principal & { readonly userId: string };

/** @throws ProblemException 422 if a role is higher than the user's */
export function assertRoleOf(by: Maker, role: Role): void {
  if (roles.indexOf(role) > roles.indexOf(by.role))
    throw wrongFields([{ field: 'role', message: `can be ${by.role} at most, which is yours` }]);
}

/** @throws ProblemException 409 for the local administrator */
export function makerOf({ principal }: Request): Maker {
  if (principal?.userId === undefined)
    throw new ProblemException(
      409,
      'The local administrator has no account, and so no tokens. Sign in as a person to make one.',
    );
  return { ...principal, userId: principal.userId };
}

type Row = Omit<TokenView, 'start' | 'created_at' | 'expires_at' | 'last_used_at'> & {
  readonly start: string | null;
  readonly created_at: Date;
  readonly expires_at: Date;
  readonly last_used_at: Date | null;
};

const viewOf = ({
  token_id,
  name,
  role,
  start,
  created_at,
  expires_at,
  last_used_at,
  last_address,
}: Row): TokenView => ({
  token_id,
  name,
  role,
  start: start ?? '',
  created_at: created_at.toISOString(),
  expires_at: expires_at.toISOString(),
  last_used_at: last_used_at?.toISOString() ?? null,
  last_address,
});
