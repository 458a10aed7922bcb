import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { AuthHost } from '../better-auth/auth-host.ts';

/** Exceeds the time for which a code is valid, which is three steps of 30 seconds. */
const KEEP_MS = 120_000;

/**
 * Used codes of second factors, which are remembered so that each code works only once. Source: RFC 6238, 5.2; OWASP
 * ASVS 5, 6.5.1.
 */
@Injectable()
export class UsedCodes {
  constructor(private readonly host: AuthHost) {}

  /** Consumes a valid code. Returns whether this was its first use, even among concurrent requests. */
  async use(userId: string, code: string): Promise<boolean> {
    const digest = createHash('sha256').update(`${userId} ${code}`).digest('base64url');
    const now = Date.now();
    const row = { user_id: userId, digest, expires_at: new Date(now + KEEP_MS) };
    const used = await this.host.database.query
      .insertInto('used_code')
      .values(row)
      .onConflict((same) =>
        same
          .columns(['user_id', 'digest'])
          .doUpdateSet({ expires_at: row.expires_at })
          .where('used_code.expires_at', '<', new Date(now)),
      )
      .returning('user_id')
      .executeTakeFirst();
    return used !== undefined;
  }
}
