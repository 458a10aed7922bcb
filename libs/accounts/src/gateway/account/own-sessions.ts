import { Injectable } from '@nestjs/common';
import type { AccountSession } from '../../contract/index.ts';
import type { Request, Response } from 'express';
import { ProblemException } from '@reprise/gateway/shared/http/problem.ts';
import { AuthCalls } from '../auth/auth-calls.ts';
import { AuthHost } from '../better-auth/auth-host.ts';
import { SessionAge } from '../auth/session-age.ts';
import { isId } from '../is-id.ts';
import { AccountChanges, type Changing } from '../records/account-changes.ts';
import { Accounts } from '../accounts/accounts.ts';
import { userIdOf } from './own-account.ts';

/** Sessions of the requester. */
@Injectable()
export class OwnSessions {
  constructor(
    private readonly host: AuthHost,
    private readonly age: SessionAge,
    private readonly accounts: Accounts,
    private readonly calls: AuthCalls,
    private readonly changes: AccountChanges,
  ) {}

  /** Returns the open sessions, the most recently used first. */
  async list(request: Request): Promise<AccountSession[]> {
    const rows = await this.host.database.query
      .selectFrom('session')
      .selectAll()
      .where('userId', '=', userIdOf(request))
      .where('expiresAt', '>', new Date())
      .orderBy('updatedAt', 'desc')
      .execute();
    return rows
      .filter((session) => !this.age.isOver(session))
      .map((session) => ({
        session_id: session.id,
        current: session.id === request.sessionId,
        created_at: session.createdAt.toISOString(),
        last_used_at: session.updatedAt.toISOString(),
        ends_at_latest: this.age.endOf(session).toISOString(),
        expires_at: earlier(session.expiresAt, this.age.endOf(session)).toISOString(),
        address: session.ipAddress || null,
        user_agent: session.userAgent || null,
      }));
  }

  /** @throws ProblemException 404 */
  async end(id: string, request: Request): Promise<void> {
    const userId = userIdOf(request);
    const mine = isId(id) && (await this.list(request)).some(({ session_id }) => session_id === id);
    if (!mine) throw new ProblemException(404, `You have no open session ${id.slice(0, 100)}.`);
    await this.changes.make(async (changing) => {
      await this.#record(userId, false, request, changing);
      await changing.query.deleteFrom('session').where('id', '=', id).execute();
    });
    await this.accounts.changed();
  }

  /** Ends all sessions of the user, including the current one. */
  async endAll(request: Request, response: Response): Promise<void> {
    const userId = userIdOf(request);
    await this.changes.make(async (changing) => {
      await this.#record(userId, true, request, changing);
      await changing.query.deleteFrom('session').where('userId', '=', userId).execute();
    });
    if (request.sessionId !== undefined)
      await this.calls.answer(request, response, (headers) => this.calls.api.signOut({ headers, returnHeaders: true }));
    await this.accounts.changed();
  }

  #record(userId: string, everywhere: boolean, request: Request, changing: Changing): Promise<void> {
    const fact = { type: 'signed_out', data: { everywhere }, subject: userId } as const;
    return changing.record(fact, request.principal ?? null, request);
  }
}

const earlier = (one: Date, other: Date): Date => (one < other ? one : other);
