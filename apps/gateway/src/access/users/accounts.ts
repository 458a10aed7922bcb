import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { Role } from '@reprise/contracts';
import { MachineAccess } from '../../shared/auth/machine-access.ts';
import { ProblemException } from '../../shared/http/problem.ts';
import { AccountIdentities } from '../auth/account-identities.ts';
import { AuthHost } from '../auth/auth-host.ts';
import { lockAccounts } from '../database/lock-accounts.ts';
import { pruneAccess } from '../database/prune-access.ts';
import { assertNameFree } from './name-free.ts';

export interface NewAccount {
  readonly email: string;
  readonly name: string;
  readonly role: Role;
  readonly password: string;
}

const REFRESH_MS = 15_000;
const PRUNE_MS = 3_600_000;

/** Makes accounts and their passwords, and keeps what is known of them in this gateway up to date. */
@Injectable()
export class Accounts implements OnModuleInit {
  constructor(
    private readonly host: AuthHost,
    private readonly machine: MachineAccess,
    private readonly identities: AccountIdentities,
  ) {}

  /** Another gateway may change accounts too. */
  async onModuleInit(): Promise<void> {
    await this.#count();
    setInterval(() => void this.#count().catch(() => undefined), REFRESH_MS).unref();
    setInterval(() => void pruneAccess(this.host.database, new Date()).catch(() => undefined), PRUNE_MS).unref();
  }

  /** Makes the first account; no other one gets between. @throws ProblemException 409 where there is one */
  createFirst(account: NewAccount): Promise<string> {
    return lockAccounts(this.host.database, async () => {
      await this.#count();
      if (this.machine.hasAccounts)
        throw new ProblemException(409, 'There is an admin already. Ask them to invite you, or sign in.');
      return this.create(account);
    });
  }

  /** Returns the id of the new account. @throws ProblemException 409 where the e-mail has one, 422 where the name has */
  async create({ password, ...account }: NewAccount): Promise<string> {
    const { internalAdapter, password: passwords } = await this.host.auth.$context;
    await this.assertFree(account.email);
    await assertNameFree(this.host.database, account.name);
    const user = await internalAdapter.createUser({ ...account, emailVerified: false }, { method: 'admin' });
    await internalAdapter.linkAccount({
      ...{ userId: user.id, providerId: 'credential', accountId: user.id },
      password: await passwords.hash(password),
    });
    await this.changed();
    return user.id;
  }

  /** @throws ProblemException 409 where the e-mail has an account */
  async assertFree(email: string): Promise<void> {
    const { internalAdapter } = await this.host.auth.$context;
    if (await internalAdapter.findUserByEmail(email))
      throw new ProblemException(409, `${email} has an account already. Sign in with it.`);
  }

  /** Sets a password, ends all sessions and removes the second factor and passkeys: somebody lost one of them. */
  async reset(userId: string, password: string): Promise<void> {
    const { internalAdapter, password: passwords } = await this.host.auth.$context;
    const hash = await passwords.hash(password);
    if (await internalAdapter.findCredentialAccount(userId)) await internalAdapter.updatePassword(userId, hash);
    else await internalAdapter.linkAccount({ userId, providerId: 'credential', accountId: userId, password: hash });
    await this.removeSecondFactors(userId);
    await internalAdapter.deleteUserSessions(userId);
    await this.changed();
  }

  async removeSecondFactors(userId: string): Promise<void> {
    const { query } = this.host.database;
    await query.deleteFrom('twoFactor').where('userId', '=', userId).execute();
    await query.deleteFrom('passkey').where('userId', '=', userId).execute();
    await query.updateTable('user').set({ twoFactorEnabled: false }).where('id', '=', userId).execute();
  }

  /** Has to be called after every change of accounts, sessions and tokens: it counts at once. */
  async changed(): Promise<void> {
    this.identities.changed();
    await this.#count();
  }

  async #count(): Promise<void> {
    const rows = await this.host.database.query
      .selectFrom('user')
      .select(['role', 'banned'])
      .where('erasedAt', 'is', null)
      .execute();
    this.machine.hasAccounts = rows.length > 0;
    this.machine.hasAdmin = rows.some(({ role, banned }) => role === 'admin' && !banned);
  }
}
