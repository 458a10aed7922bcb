import { Injectable } from '@nestjs/common';
import { Role, roles, userActor } from '@reprise/contracts';
import type { Principal } from '@reprise/gateway/shared/principal.ts';
import { unavailable } from '@reprise/gateway/shared/http/problem.ts';
import { AuthHost } from '../better-auth/auth-host.ts';
import { TOKEN_PREFIX } from '../better-auth/better-auth.ts';
import { AccessEndings } from './access-endings.ts';
import { KnownAccess } from './known-access.ts';

/** Minimum time between two recorded uses of a token. */
const RECORD_EVERY_MS = 60_000;

/** Authenticates programs by their API tokens. */
@Injectable()
export class TokenIdentities {
  readonly #known: KnownAccess<{ readonly principal: Principal }>;
  /** Time and address of the last recorded use of a token, by token id. */
  readonly #recorded = new Map<string, { readonly at: number; readonly address: string }>();

  constructor(
    private readonly host: AuthHost,
    endings: AccessEndings,
  ) {
    this.#known = new KnownAccess(endings);
  }

  changed(): void {
    this.#known.clear();
  }

  /** @throws ProblemException 503 */
  async find(token: string, address: string): Promise<Principal | undefined> {
    if (!token.startsWith(TOKEN_PREFIX)) return undefined;
    const { reached } = this.#known;
    try {
      const { valid, key } = await this.host.auth.api.verifyApiKey({ body: { key: token } });
      // The library reports a driver error as a wrong key, but the next query fails with the actual error.
      const principal = await this.#principalOf(valid && key ? key.id : undefined);
      this.#known.set(token, principal && { principal }, reached);
      if (!principal) return undefined;
      this.#record(principal.tokenId ?? '', address);
      return principal;
    } catch (error) {
      const known = await this.#known.get(token).catch(() => undefined);
      if (known) return known.principal;
      throw unavailable('The token cannot be checked now: the database does not answer. Try again soon.', 5, error);
    }
  }

  async isOpen(tokenId: string): Promise<boolean> {
    return (await this.#principalOf(tokenId)) !== undefined;
  }

  async #principalOf(tokenId: string | undefined): Promise<Principal | undefined> {
    const found = await this.host.database.query
      .selectFrom('token')
      .innerJoin('user', 'user.id', 'token.user_id')
      .select(['token.token_id', 'token.name as tokenName', 'token.role as tokenRole', 'token.expires_at'])
      .select(['user.id as userId', 'user.name', 'user.role', 'user.banned'])
      .where('token.token_id', '=', tokenId ?? NO_TOKEN)
      .where('token.revoked_at', 'is', null)
      .executeTakeFirst();
    if (!found || found.banned || found.expires_at.getTime() <= Date.now()) return undefined;
    const { userId, token_id: tokenId_, tokenName, name } = found;
    const personRole = Role.parse(found.role);
    const role = lowerRole(Role.parse(found.tokenRole), personRole);
    return {
      actor: userActor({ userId, tokenId: tokenId_ }),
      name,
      role,
      kind: 'token',
      personRole,
      userId,
      tokenId: tokenId_,
      tokenName,
    };
  }

  /** Records a use in the background, so that no request waits for it. */
  #record(tokenId: string, address: string): void {
    const last = this.#recorded.get(tokenId);
    const now = Date.now();
    if (last && last.address === address && now - last.at < RECORD_EVERY_MS) return;
    this.#recorded.set(tokenId, { at: now, address });
    this.host.database.query
      .updateTable('token')
      .set({ last_used_at: new Date(now), last_address: address })
      .where('token_id', '=', tokenId)
      .execute()
      .catch(() => this.#recorded.delete(tokenId));
  }
}

const NO_TOKEN = '00000000-0000-0000-0000-000000000000';

/** A token never has more rights than its owner has now. */
export const lowerRole = (one: Role, other: Role): Role => (roles.indexOf(one) < roles.indexOf(other) ? one : other);
