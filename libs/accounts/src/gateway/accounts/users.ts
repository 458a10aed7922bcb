import { Injectable } from '@nestjs/common';
import { Role } from '@reprise/contracts';
import type { UserChangeBody, UserView } from '../../contract/index.ts';
import type { Request } from 'express';
import { sql } from 'kysely';
import { ProblemException } from '@reprise/gateway/shared/http/problem.ts';
import { AuthHost } from '../better-auth/auth-host.ts';
import type { AccountQueries } from '../database/access-database.ts';
import { isId } from '../is-id.ts';
import { OIDC } from '../better-auth/oidc-provider.ts';
import { AccountChanges } from '../records/account-changes.ts';
import { Accounts } from './accounts.ts';
import { eraseAccount } from './erase-account.ts';
import { assertNotLastAdmin } from './last-admin.ts';

/** Accounts as admins see and change them. */
@Injectable()
export class Users {
  constructor(
    private readonly host: AuthHost,
    private readonly accounts: Accounts,
    private readonly changes: AccountChanges,
  ) {}

  async list(): Promise<UserView[]> {
    return (await rows(this.host.database).orderBy('user.name').execute()).map(viewOf);
  }

  /** @throws ProblemException 404 */
  async find(userId: string, queries: AccountQueries = this.host.database): Promise<UserView> {
    const row = isId(userId) ? await rows(queries).where('user.id', '=', userId).executeTakeFirst() : undefined;
    if (!row) throw new ProblemException(404, `There is no user ${userId.slice(0, 100)}.`);
    return viewOf(row);
  }

  /** @throws ProblemException 404; 409 for the last admin, and for a role that the directory determines */
  async change(userId: string, { role, disabled }: UserChangeBody, request: Request): Promise<UserView> {
    await this.changes.make(async (changing) => {
      const before = await this.find(userId, changing);
      const changesRole = role !== undefined && role !== before.role;
      const changesStatus = disabled !== undefined && disabled !== (before.status === 'disabled');
      if (!changesRole && !changesStatus) return;
      if (changesRole && before.from_directory)
        throw new ProblemException(
          409,
          `The directory decides the role of ${before.name}. Change their groups there: it counts from their next sign-in.`,
        );
      // Each change to an enabled admin takes away the role or the account.
      await assertNotLastAdmin(changing, userId);
      const fields = [...(changesRole ? ['role'] : []), ...(changesStatus ? ['disabled'] : [])];
      const data = {
        user_id: userId,
        fields,
        reason: null,
        ...(changesRole && { role: { from: before.role, to: role } }),
        ...(changesStatus && { disabled }),
      };
      await changing.record({ type: 'user_changed', data, subject: userId }, request.principal ?? null, request);
      const { query } = changing;
      await query
        .updateTable('user')
        .set({ ...(changesRole && { role }), ...(changesStatus && { banned: disabled }), updatedAt: new Date() })
        .where('id', '=', userId)
        .execute();
      if (disabled) await query.deleteFrom('session').where('userId', '=', userId).execute();
    });
    await this.accounts.changed();
    return this.find(userId);
  }

  /**
   * Erases name, e-mail address and credentials. The id remains.
   * @throws ProblemException 404; 409 for the last admin
   */
  async erase(userId: string, request: Request): Promise<void> {
    await this.changes.make(async (changing) => {
      const { email } = await this.find(userId, changing);
      await assertNotLastAdmin(changing, userId);
      const data = { user_id: userId, reason: null };
      await changing.record({ type: 'user_erased', data, subject: userId }, request.principal ?? null, request);
      await eraseAccount(changing, userId, email);
    });
    await this.accounts.changed();
  }
}

const rows = ({ query }: AccountQueries) =>
  query
    .selectFrom('user')
    .select(['user.id', 'user.name', 'user.email', 'user.role', 'user.banned', 'user.createdAt'])
    .select(['user.lastSignInAt', 'user.twoFactorEnabled'])
    .select((query) => [
      query
        .selectFrom('passkey')
        .whereRef('passkey.userId', '=', 'user.id')
        .select(sql<number>`count(*)::int`.as('n'))
        .as('passkeys'),
      query
        .selectFrom('account')
        .whereRef('account.userId', '=', 'user.id')
        .where('account.providerId', '=', OIDC)
        .select(sql<number>`count(*)::int`.as('n'))
        .as('directories'),
      query
        .selectFrom('account')
        .whereRef('account.userId', '=', 'user.id')
        .where('account.password', 'is not', null)
        .select(sql<number>`count(*)::int`.as('n'))
        .as('passwords'),
    ])
    .where('user.erasedAt', 'is', null);

interface Row {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: string | null;
  readonly banned: boolean | null;
  readonly createdAt: Date;
  readonly lastSignInAt: Date | null;
  readonly twoFactorEnabled: boolean | null;
  readonly passkeys: number | null;
  readonly directories: number | null;
  readonly passwords: number | null;
}

const viewOf = (row: Row): UserView => ({
  user_id: row.id,
  name: row.name,
  email: row.email,
  role: Role.parse(row.role),
  status: row.banned ? 'disabled' : 'active',
  created_at: row.createdAt.toISOString(),
  last_sign_in_at: row.lastSignInAt?.toISOString() ?? null,
  has_password: (row.passwords ?? 0) > 0,
  totp_enabled: row.twoFactorEnabled === true,
  passkeys: row.passkeys ?? 0,
  from_directory: (row.directories ?? 0) > 0,
});
