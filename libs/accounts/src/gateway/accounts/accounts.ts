import { Injectable, type OnModuleInit } from '@nestjs/common';
import type { FirstAdminBody } from '../../contract/index.ts';
import type { Request } from 'express';
import { MachineAccess } from '@reprise/gateway/shared/auth/machine-access.ts';
import { ProblemException } from '@reprise/gateway/shared/http/problem.ts';
import { AccountIdentities } from '../auth/account-identities.ts';
import { AuthHost } from '../better-auth/auth-host.ts';
import type { AccountQueries } from '../database/access-database.ts';
import { pruneAccess } from '../database/prune-access.ts';
import { AccountChanges } from '../records/account-changes.ts';
import { createAccount, setPassword } from './create-account.ts';

const REFRESH_MS = 15_000;
const PRUNE_MS = 3_600_000;

/** Creates the first account, and tracks in this gateway whether there is an account. */
@Injectable()
export class Accounts implements OnModuleInit {
  constructor(
    private readonly host: AuthHost,
    private readonly machine: MachineAccess,
    private readonly identities: AccountIdentities,
    private readonly changes: AccountChanges,
  ) {}

  /** Another gateway may change accounts too. */
  async onModuleInit(): Promise<void> {
    await this.#count();
    setInterval(() => void this.#count().catch(() => undefined), REFRESH_MS).unref();
    setInterval(() => void pruneAccess(this.host.database, new Date()).catch(() => undefined), PRUNE_MS).unref();
  }

  /**
   * Atomically creates the first account, which is an admin's. Returns its id.
   * @param hash of its password; undefined if it has a passkey
   * @throws ProblemException 409 if there already is an account
   */
  async createFirst(person: Pick<FirstAdminBody, 'name' | 'email'>, hash: string | undefined, request: Request) {
    const userId = await this.changes.make(async (changing) => {
      await this.#count(changing);
      if (this.machine.hasAccounts)
        throw new ProblemException(409, 'There is an admin already. Ask them to invite you, or sign in.');
      const { name, email } = person;
      const user_id = await createAccount(changing, { name, email, role: 'admin' });
      if (hash !== undefined) await setPassword(changing, user_id, hash);
      const data = { user_id, role: 'admin', by: 'first_start' } as const;
      await changing.record({ type: 'user_created', data, subject: user_id }, request.principal ?? null, request);
      return user_id;
    });
    await this.changed();
    return userId;
  }

  /** Must be called after every change to accounts, sessions and tokens, so that the change takes effect at once. */
  async changed(): Promise<void> {
    this.identities.changed();
    await this.#count();
  }

  async #count({ query }: AccountQueries = this.host.database): Promise<void> {
    const rows = await query.selectFrom('user').select(['role', 'banned']).where('erasedAt', 'is', null).execute();
    this.machine.hasAccounts = rows.length > 0;
    this.machine.hasAdmin = rows.some(({ role, banned }) => role === 'admin' && !banned);
  }
}
