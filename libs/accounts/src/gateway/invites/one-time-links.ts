import { Injectable } from '@nestjs/common';
import type { InviteBody, OneTimeLink, OpenInvite } from '../../contract/index.ts';
import type { Request } from 'express';
import { ProblemException } from '@reprise/gateway/shared/http/problem.ts';
import { AuthHost } from '../better-auth/auth-host.ts';
import { isId } from '../is-id.ts';
import { AccountChanges, type Changing } from '../records/account-changes.ts';
import { assertEmailFree } from '../accounts/create-account.ts';
import { assertNameFree } from '../accounts/name-free.ts';
import { Users } from '../accounts/users.ts';
import { secretDigest, newLink, type NewLink } from './link-secret.ts';

const HOUR_MS = 3_600_000;
const INVITE_MS = 7 * 24 * HOUR_MS;
const RESET_MS = 24 * HOUR_MS;

/**
 * One-time links, as the admins who create them use them: invitations and account resets. Only their hashes are stored.
 */
@Injectable()
export class OneTimeLinks {
  constructor(
    private readonly host: AuthHost,
    private readonly users: Users,
    private readonly changes: AccountChanges,
  ) {}

  /** @throws ProblemException 409 if an account has the e-mail address, 422 if another account has the name */
  invite({ email, name, role }: InviteBody, request: Request): Promise<OneTimeLink> {
    const link = newLink(INVITE_MS);
    return this.changes.make(async (changing) => {
      await assertEmailFree(changing, email);
      if (name !== undefined) await assertNameFree(changing, name);
      await replaceInvites(changing, { email, link_id: link.link_id }, request);
      const data = { role, expires_at: link.expires_at.toISOString() };
      const invited = { type: 'user_invited', data, subject: link.link_id } as const;
      await changing.record(invited, request.principal ?? null, request);
      const row = {
        kind: 'invite',
        user_id: null,
        email,
        name: name ?? null,
        role,
        created_by: request.actor,
      } as const;
      return this.#save(changing, link, row);
    });
  }

  /** @throws ProblemException 404; 409 for an account from the directory */
  reset(userId: string, request: Request): Promise<OneTimeLink> {
    return this.changes.make(async (changing) => {
      const { email, name, role, from_directory } = await this.users.find(userId, changing);
      if (from_directory)
        throw new ProblemException(409, `${name} signs in with the directory of the organization: reset it there.`);
      const data = { user_id: userId, fields: ['reset_link'], reason: null };
      await changing.record({ type: 'user_changed', data, subject: userId }, request.principal ?? null, request);
      await usedUp(changing, 'reset').where('user_id', '=', userId).execute();
      const row = { kind: 'reset', user_id: userId, email, name, role, created_by: request.actor } as const;
      return this.#save(changing, newLink(RESET_MS), row);
    });
  }

  async listOpen(): Promise<OpenInvite[]> {
    const rows = await this.host.database.query
      .selectFrom('one_time_link')
      .select(['link_id', 'email', 'role', 'created_by', 'created_at', 'expires_at'])
      .where('kind', '=', 'invite')
      .where('used_at', 'is', null)
      .where('expires_at', '>', new Date())
      .orderBy('created_at', 'desc')
      .execute();
    return rows.map(({ link_id, created_by, created_at, expires_at, ...row }) => ({
      invite_id: link_id,
      ...row,
      invited_by: created_by,
      created_at: created_at.toISOString(),
      expires_at: expires_at.toISOString(),
    }));
  }

  /** @throws ProblemException 404 */
  async withdraw(inviteId: string, request: Request): Promise<void> {
    const unknown = () => new ProblemException(404, `There is no open invite ${inviteId.slice(0, 100)}.`);
    if (!isId(inviteId)) throw unknown();
    await this.changes.make(async (changing) => {
      const withdrawn = await usedUp(changing, 'invite')
        .where('link_id', '=', inviteId)
        .where('expires_at', '>', new Date())
        .returning('link_id')
        .executeTakeFirst();
      if (!withdrawn) throw unknown();
      const data = { replaced_by: null };
      const fact = { type: 'invite_withdrawn', data, subject: inviteId } as const;
      await changing.record(fact, request.principal ?? null, request);
    });
  }

  async #save({ query }: Changing, { secret, ...link }: NewLink, row: LinkFor): Promise<OneTimeLink> {
    const whole = { ...link, ...row, secret_hash: secretDigest(secret), created_at: new Date() };
    await query.insertInto('one_time_link').values(whole).execute();
    const path = `/invite#${secret}`;
    return { path, url: this.host.publicUrl + path, expires_at: link.expires_at.toISOString() };
  }
}

/** A new link for a person invalidates earlier ones. */
async function replaceInvites(
  changing: Changing,
  { email, link_id }: { readonly email: string; readonly link_id: string },
  request: Request,
): Promise<void> {
  const replaced = await usedUp(changing, 'invite')
    .where('email', '=', email)
    .returning(['link_id', 'expires_at'])
    .execute();
  for (const earlier of replaced.filter(({ expires_at }) => expires_at.getTime() > Date.now())) {
    const data = { replaced_by: link_id };
    const fact = { type: 'invite_withdrawn', data, subject: earlier.link_id } as const;
    await changing.record(fact, request.principal ?? null, request);
  }
}

const usedUp = ({ query }: Changing, kind: 'invite' | 'reset') =>
  query.updateTable('one_time_link').set({ used_at: new Date() }).where('kind', '=', kind).where('used_at', 'is', null);

interface LinkFor {
  readonly kind: 'invite' | 'reset';
  readonly user_id: string | null;
  readonly email: string;
  readonly name: string | null;
  readonly role: InviteBody['role'];
  readonly created_by: string;
}
