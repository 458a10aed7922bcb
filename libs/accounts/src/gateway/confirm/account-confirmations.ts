import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { ConfirmationMethod } from '@reprise/contracts';
import type { ConfirmationView } from '../../contract/index.ts';
import { Confirmations } from '@reprise/gateway/shared/auth/confirmations.ts';
import type { Principal } from '@reprise/gateway/shared/principal.ts';
import { AuthHost } from '../better-auth/auth-host.ts';

const VALID_MS = 2 * 60_000;

/**
 * Stores digests of proofs in the library's verification table, so that any gateway can consume a proof, and only once.
 */
@Injectable()
export class AccountConfirmations extends Confirmations {
  constructor(private readonly host: AuthHost) {
    super();
  }

  async give(userId: string, method: ConfirmationMethod): Promise<ConfirmationView> {
    const confirmation = randomBytes(24).toString('base64url');
    const expiresAt = new Date(Date.now() + VALID_MS);
    const identifier = identifierOf(userId, confirmation);
    await this.host.database.query
      .insertInto('verification')
      .values({ identifier, value: method, expiresAt })
      .execute();
    return { confirmation, method, expires_at: expiresAt.toISOString() };
  }

  async use(confirmation: string, { kind, userId }: Principal): Promise<ConfirmationMethod | undefined> {
    if (kind !== 'person' || userId === undefined) return undefined;
    const used = await this.host.database.query
      .deleteFrom('verification')
      .where('identifier', '=', identifierOf(userId, confirmation))
      .returning(['value', 'expiresAt'])
      .executeTakeFirst();
    return used && used.expiresAt > new Date() ? ConfirmationMethod.parse(used.value) : undefined;
  }
}

const identifierOf = (userId: string, confirmation: string): string =>
  `reprise-confirm:${userId}:${createHash('sha256').update(confirmation).digest('base64url')}`;
