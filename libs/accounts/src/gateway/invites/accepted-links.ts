import { Injectable } from '@nestjs/common';
import { MACHINE_ACTOR, userActor, userOfActor } from '@reprise/contracts';
import type { AcceptInviteBody, InviteView } from '../../contract/index.ts';
import type { Request } from 'express';
import { MACHINE } from '@reprise/gateway/shared/principal.ts';
import { ProblemException, wrongFields } from '@reprise/gateway/shared/http/problem.ts';
import { AuthHost } from '../better-auth/auth-host.ts';
import { hashNewPassword } from '../auth/new-password.ts';
import { SignInLimits } from '../auth/sign-in-limits.ts';
import type { AccountQueries } from '../database/access-database.ts';
import { isId } from '../is-id.ts';
import { AccountChanges, type Changing } from '../records/account-changes.ts';
import { Accounts } from '../accounts/accounts.ts';
import { createAccount, resetAccount, setPassword } from '../accounts/create-account.ts';
import { isEnabledAdmin } from '../accounts/last-admin.ts';
import { secretDigest } from './link-secret.ts';

/** One-time links, as their recipients use them. */
@Injectable()
export class AcceptedLinks {
  constructor(
    private readonly host: AuthHost,
    private readonly accounts: Accounts,
    private readonly limits: SignInLimits,
    private readonly changes: AccountChanges,
  ) {}

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
   * Returns the e-mail address of an invitation.
   * @throws ProblemException 404, 410; 422 for a reset, which requires a password
   */
  async assertInvite(secret: string): Promise<string> {
    const { email, user_id } = await this.#usable(secret);
    if (user_id !== null) throw noPasskey();
    return email;
  }

  /**
   * Consumes a link: creates the account or sets the password. Returns its e-mail address.
   * @throws ProblemException 404, 410; 422 if an invited user gives no name or a taken one, or a password that is easy
   * to guess
   */
  async accept(body: AcceptInviteBody & { readonly password: string }, request: Request): Promise<string> {
    // Before the lock, so that strangers do not delay others.
    const { email, name } = await this.#usable(body.secret);
    const hash = await hashNewPassword(body.password, [email, body.name ?? name ?? '']);
    await this.changes.make((changing) => this.#accept(body, hash, request, changing));
    await this.accounts.changed();
    await this.limits.succeed(email);
    return email;
  }

  /** Creates an account without a password and returns its id. Throws the same errors as `accept`. */
  async acceptWithPasskey(body: AcceptInviteBody, request: Request): Promise<string> {
    const userId = await this.changes.make((changing) => this.#accept(body, undefined, request, changing));
    await this.accounts.changed();
    return userId;
  }

  async #accept(
    { secret, name }: AcceptInviteBody,
    hash: string | undefined,
    request: Request,
    changing: Changing,
  ): Promise<string> {
    const link = await this.#usable(secret, changing);
    const { link_id, email, role } = link;
    await changing.query
      .updateTable('one_time_link')
      .set({ used_at: new Date() })
      .where('link_id', '=', link_id)
      .execute();
    if (link.user_id !== null) {
      if (hash === undefined) throw noPasskey();
      return this.#reset(link.user_id, hash, request, changing);
    }
    const chosen = name ?? link.name;
    if (chosen === null) throw wrongFields([{ field: 'name', message: 'is required' }]);
    const user_id = await createAccount(changing, { email, name: chosen, role });
    if (hash !== undefined) await setPassword(changing, user_id, hash);
    const made = { type: 'user_created', data: { user_id, role, by: 'invitation' }, subject: user_id } as const;
    await changing.record(made, userActor({ userId: user_id }), request);
    return user_id;
  }

  async #reset(user_id: string, hash: string, request: Request, changing: Changing): Promise<string> {
    const fields = await resetAccount(changing, user_id, hash);
    const data = { user_id, fields, reason: null };
    const reset = { type: 'user_changed', data, subject: user_id } as const;
    await changing.record(reset, userActor({ userId: user_id }), request);
    return user_id;
  }

  async #usable(secret: string, { query }: AccountQueries = this.host.database) {
    const link = await query
      .selectFrom('one_time_link')
      .selectAll()
      .where('secret_hash', '=', secretDigest(secret))
      .executeTakeFirst();
    if (!link)
      throw new ProblemException(404, 'There is no such link. Copy the whole link, or ask an admin for a new one.');
    if (link.used_at !== null || link.expires_at.getTime() <= Date.now()) throw over();
    const maker = userOfActor(link.created_by)?.userId;
    if (maker !== undefined && !(await isEnabledAdmin({ query }, maker))) throw orphaned();
    return link;
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

const noPasskey = () => wrongFields([{ field: 'passkey', message: 'is not taken: this link sets a password' }]);

const over = () =>
  new ProblemException(410, 'This link was used, withdrawn or has expired. Ask an admin for a new one.');

/** Without this, a former admin would keep access. */
const orphaned = () =>
  new ProblemException(410, 'The person who made this link is no longer an admin. Ask an admin for a new one.');
