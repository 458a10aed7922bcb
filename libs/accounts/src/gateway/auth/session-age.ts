import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS } from '@reprise/gateway/shared/servers/tokens.ts';
import type { GatewaySettings } from '@reprise/gateway/shared/settings.ts';
import { AuthHost } from '../better-auth/auth-host.ts';

const FRESH_MS = 3_600_000;

/** Absolute lifetime of sessions. The library only limits the idle time. */
@Injectable()
export class SessionAge {
  readonly #maxMs: number;

  constructor(
    @Inject(SETTINGS) { sessions }: Pick<GatewaySettings, 'sessions'>,
    private readonly host: AuthHost,
  ) {
    this.#maxMs = sessions.maxMs;
  }

  isOver({ createdAt }: { readonly createdAt: Date }): boolean {
    return Date.now() >= this.endOf({ createdAt }).getTime();
  }

  endOf({ createdAt }: { readonly createdAt: Date }): Date {
    return new Date(createdAt.getTime() + this.#maxMs);
  }

  /** Whether a session exists and has not expired, and its user is not disabled. */
  async isOpen(sessionId: string): Promise<boolean> {
    const found = await this.host.database.query
      .selectFrom('session')
      .innerJoin('user', 'user.id', 'session.userId')
      .select(['session.createdAt', 'session.expiresAt', 'user.banned'])
      .where('session.id', '=', sessionId)
      .executeTakeFirst();
    return found !== undefined && !found.banned && found.expiresAt.getTime() > Date.now() && !this.isOver(found);
  }

  async end(sessionId: string): Promise<void> {
    await this.host.database.query.deleteFrom('session').where('id', '=', sessionId).execute();
  }

  /** Whether a user signed in recently, which is required to add sign-in methods. */
  async isFresh(sessionId: string): Promise<boolean> {
    const found = await this.host.database.query
      .selectFrom('session')
      .select('createdAt')
      .where('id', '=', sessionId)
      .executeTakeFirst();
    return found !== undefined && Date.now() - found.createdAt.getTime() < FRESH_MS;
  }

  /** @param token secret of the session, as in its cookie */
  async endByToken(token: string): Promise<void> {
    await this.host.database.query.deleteFrom('session').where('token', '=', token).execute();
  }
}
