import { createHash, randomBytes } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { AcceptInviteBody, InviteBody, InviteView, OneTimeLink, OpenInvite } from '@reprise/contracts';
import { MACHINE_ACTOR, userActor, userOfActor } from '@reprise/contracts';
import { newId } from '@reprise/event-log';
import type { Request } from 'express';
import { AccessTrail } from '../../shared/access/access-trail.ts';
import { MACHINE } from '../../shared/auth/principal.ts';
import { ProblemException, wrongFields } from '../../shared/http/problem.ts';
import { AuthHost } from '../auth/auth-host.ts';
import { SignInLimits } from '../auth/sign-in-limits.ts';
import { lockAccounts } from '../database/lock-accounts.ts';
import { isId } from '../is-id.ts';
import { Accounts } from '../users/accounts.ts';
import { isEnabledAdmin } from '../users/last-admin.ts';
import { assertNameFree } from '../users/name-free.ts';
import { Users } from '../users/users.ts';

const HOUR_MS = 3_600_000;
const INVITE_MS = 7 * 24 * HOUR_MS;
const RESET_MS = 24 * HOUR_MS;

/** Links that work once: invitations, and resets of an account. Only their hash is stored. */
@Injectable()
export class OneTimeLinks {
  constructor(
    private readonly host: AuthHost,
    private readonly accounts: Accounts,
    private readonly users: Users,
    private readonly limits: SignInLimits,
    private readonly trail: AccessTrail,
  ) {}

  /** @throws ProblemException 409 where the e-mail has an account, 422 where another one has the name */
  async invite({ email, name, role }: InviteBody, request: Request): Promise<OneTimeLink> {
    await this.accounts.assertFree(email);
    if (name !== undefined) await assertNameFree(this.host.database, name);
    const link = newLink(INVITE_MS);
    const data = { role, expires_at: link.expires_at.toISOString() };
    await this.trail.record({ type: 'user_invited', data, subject: link.link_id }, request.principal ?? null, request);
    await this.#withdrawAll('invite', email);
    const row = { kind: 'invite', user_id: null, email, name: name ?? null, role } as const;
    return this.#save(link, row, request.actor);
  }

  /** @throws ProblemException 404, 409 for an account of the directory */
  async reset(userId: string, request: Request): Promise<OneTimeLink> {
    const { email, name, role, from_directory } = await this.users.find(userId);
    if (from_directory)
      throw new ProblemException(409, `${name} signs in with the directory of the organization: reset it there.`);
    const link = newLink(RESET_MS);
    const data = { user_id: userId, fields: ['reset_link'], reason: null };
    await this.trail.record({ type: 'user_changed', data, subject: userId }, request.principal ?? null, request);
    await this.#withdrawAll('reset', email);
    return this.#save(link, { kind: 'reset', user_id: userId, email, name, role }, request.actor);
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
      ...{ invite_id: link_id, ...row, invited_by: created_by },
      ...{ created_at: created_at.toISOString(), expires_at: expires_at.toISOString() },
    }));
  }

  /** @throws ProblemException 404 */
  async withdraw(inviteId: string): Promise<void> {
    const withdrawn = isId(inviteId)
      ? await this.host.database.query
          .updateTable('one_time_link')
          .set({ used_at: new Date() })
          .where('link_id', '=', inviteId)
          .where('kind', '=', 'invite')
          .where('used_at', 'is', null)
          .returning('link_id')
          .executeTakeFirst()
      : undefined;
    if (!withdrawn) throw new ProblemException(404, `There is no open invite ${inviteId.slice(0, 100)}.`);
  }

  /** @throws ProblemException 404, 410 */
  async show(secret: string): Promise<InviteView> {
    const { kind, email, name, role, created_by, expires_at } = await this.#usable(secret);
    return {
      kind,
      email,
      name,
      role,
      invited_by: await this.#nameOf(created_by),
      expires_at: expires_at.toISOString(),
    };
  }

  /**
   * Uses a link up: makes the account, or sets the password of the one it is for. Returns its e-mail.
   * @throws ProblemException 404, 410, 422 where an invited person gives no name, or that of another account
   */
  async accept(body: AcceptInviteBody, request: Request): Promise<string> {
    // Before the lock: strangers do not make others wait.
    await this.#usable(body.secret);
    const email = await lockAccounts(this.host.database, () => this.#accept(body, request));
    await this.limits.succeed(email);
    return email;
  }

  async #accept({ secret, name, password }: AcceptInviteBody, request: Request): Promise<string> {
    const link = await this.#usable(secret);
    const chosen = name ?? link.name;
    if (link.user_id === null) {
      if (chosen === null) throw wrongFields([{ field: 'name', message: 'is required' }]);
      await assertNameFree(this.host.database, chosen);
    }
    await this.#use(link.link_id);
    if (link.user_id === null) {
      const account = { email: link.email, name: chosen ?? '', role: link.role, password };
      const user_id = await this.accounts.create(account);
      const data = { user_id, role: link.role, by: 'invitation' };
      await this.trail.record(
        { type: 'user_created', data, subject: user_id },
        userActor({ userId: user_id }),
        request,
      );
    } else {
      const data = { user_id: link.user_id, fields: ['password', 'totp', 'passkeys'], reason: null };
      const actor = userActor({ userId: link.user_id });
      await this.trail.record({ type: 'user_changed', data, subject: link.user_id }, actor, request);
      await this.accounts.reset(link.user_id, password);
    }
    return link.email;
  }

  async #save(
    { secret, ...link }: NewLink,
    row: {
      kind: 'invite' | 'reset';
      user_id: string | null;
      email: string;
      name: string | null;
      role: InviteBody['role'];
    },
    created_by: string,
  ): Promise<OneTimeLink> {
    const whole = { ...link, ...row, secret_hash: hashOf(secret), created_by, created_at: new Date() };
    await this.host.database.query.insertInto('one_time_link').values(whole).execute();
    return { path: `/invite#${secret}`, expires_at: link.expires_at.toISOString() };
  }

  /** A new link for somebody ends the earlier ones. */
  async #withdrawAll(kind: 'invite' | 'reset', email: string): Promise<void> {
    const { query } = this.host.database;
    await query
      .updateTable('one_time_link')
      .set({ used_at: new Date() })
      .where('kind', '=', kind)
      .where('email', '=', email)
      .where('used_at', 'is', null)
      .execute();
  }

  async #usable(secret: string) {
    const { query } = this.host.database;
    const link = await query
      .selectFrom('one_time_link')
      .selectAll()
      .where('secret_hash', '=', hashOf(secret))
      .executeTakeFirst();
    if (!link)
      throw new ProblemException(404, 'There is no such link. Copy the whole link, or ask an admin for a new one.');
    if (link.used_at !== null || link.expires_at.getTime() <= Date.now()) throw over();
    const maker = userOfActor(link.created_by)?.userId;
    if (maker !== undefined && !(await isEnabledAdmin(this.host.database, maker))) throw orphaned();
    return link;
  }

  /** Takes a link for one of those who use it at the same time. */
  async #use(linkId: string): Promise<void> {
    const used = await this.host.database.query
      .updateTable('one_time_link')
      .set({ used_at: new Date() })
      .where('link_id', '=', linkId)
      .where('used_at', 'is', null)
      .returning('link_id')
      .executeTakeFirst();
    if (!used) throw over();
  }

  async #nameOf(actor: string): Promise<string> {
    if (actor === MACHINE_ACTOR) return MACHINE.name;
    const userId = userOfActor(actor)?.userId ?? '';
    const { query } = this.host.database;
    const user = isId(userId)
      ? await query.selectFrom('user').select('name').where('id', '=', userId).executeTakeFirst()
      : undefined;
    return user?.name ?? actor;
  }
}

interface NewLink {
  readonly link_id: string;
  readonly secret: string;
  readonly expires_at: Date;
}

const newLink = (lifetimeMs: number): NewLink => ({
  link_id: newId(),
  secret: randomBytes(32).toString('base64url'),
  expires_at: new Date(Date.now() + lifetimeMs),
});

/** The secret has 256 random bits, so that its digest needs neither salt nor cost. */
const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('base64url');

const over = () =>
  new ProblemException(410, 'This link was used, withdrawn or has expired. Ask an admin for a new one.');

/** Else who was an admin once would keep a way in. */
const orphaned = () =>
  new ProblemException(410, 'Whoever made this link is not an admin any more. Ask an admin for a new one.');
