import { Inject, Injectable, Logger } from '@nestjs/common';
import { Role, userActor } from '@reprise/contracts';
import type { Request, Response } from 'express';
import { setCookies } from '@reprise/gateway/shared/auth/session/set-cookies.ts';
import { SETTINGS } from '@reprise/gateway/shared/servers/tokens.ts';
import type { GatewaySettings } from '@reprise/gateway/shared/settings.ts';
import { AuthCalls } from '../auth/auth-calls.ts';
import { AuthHost } from '../better-auth/auth-host.ts';
import { AccountChanges, type Changing } from '../records/account-changes.ts';
import { SignIns } from '../sign-in/sign-ins.ts';
import { Accounts } from '../accounts/accounts.ts';
import { isLastAdmin } from '../accounts/last-admin.ts';
import { nameInDirectory } from './name-in-directory.ts';
import { inSignIn, OIDC, type DirectorySignIn } from '../better-auth/oidc-provider.ts';
import { noticeOf, withoutOrigin, withNotice, type Notice } from './notices.ts';

/** Sign-ins through the organization's directory with OpenID Connect. */
@Injectable()
export class DirectorySignIns {
  readonly #logger = new Logger('Directory');

  constructor(
    @Inject(SETTINGS) private readonly settings: Pick<GatewaySettings, 'publicUrl'>,
    private readonly host: AuthHost,
    private readonly calls: AuthCalls,
    private readonly signIns: SignIns,
    private readonly accounts: Accounts,
    private readonly changes: AccountChanges,
  ) {}

  /** Returns the redirect target: the directory, or the page with a notice. @param returnTo path of the page */
  async begin(returnTo: string, request: Request, response: Response): Promise<string> {
    const auth = await this.host.withDirectory();
    if (!auth) {
      this.#logger.warn('The directory does not answer: no one can sign in with it now');
      return withNotice(returnTo, 'directory_failed');
    }
    const { url } = await this.calls.answer(request, response, (headers) =>
      auth.api.signInSocial({
        body: {
          provider: OIDC,
          disableRedirect: true,
          callbackURL: this.#page(returnTo),
          errorCallbackURL: this.#page(returnTo),
        },
        headers,
        returnHeaders: true,
      }),
    );
    return url ?? withNotice(returnTo, 'directory_failed');
  }

  /** Processes the directory's response, and returns the redirect target. */
  async finish(request: Request, response: Response): Promise<string> {
    const auth = await this.host.withDirectory();
    if (!auth) return withNotice('/', 'directory_failed');
    const asked = new Request(this.#page(request.originalUrl), { headers: this.calls.headersOf(request) });
    const { driver } = this.host.database.dialect;
    const facts: DirectorySignIn = {
      asked: () => driver.begin(),
      nameOf: (person) => nameInDirectory(this.host.database, person),
    };
    const answer = await this.changes.makeInSignIn(async (record) => {
      const answered = await inSignIn(facts, () => auth.handler(asked));
      await this.#recordNew(facts, request, record);
      return answered;
    });
    const to = new URL(answer.headers.get('location') ?? '/', this.settings.publicUrl);
    const error = to.searchParams.get('error');
    if (error !== null || facts.userId === undefined) return this.#refuse(to, error ?? 'failed', request);
    await this.#follow(facts.userId, facts, request);
    setCookies(response, answer.headers, request.secure);
    await this.signIns.completed(facts.userId, request, response, { method: OIDC });
    return withoutOrigin(to);
  }

  async #refuse(to: URL, error: string, request: Request): Promise<string> {
    const notice: Notice = noticeOf(error);
    this.#logger.warn({ msg: 'A sign-in with the directory failed', error });
    await this.signIns.failed(request, OIDC, notice);
    const isOurs = to.origin === new URL(this.settings.publicUrl).origin && !to.pathname.startsWith('/api/');
    for (const name of ['error', 'error_description', 'state']) to.searchParams.delete(name);
    return withNotice(isOurs ? withoutOrigin(to) : '/', notice);
  }

  /** Updates the role from the groups. */
  async #follow(userId: string, { role }: DirectorySignIn, request: Request): Promise<void> {
    if (role === undefined) return;
    await this.changes.makeAnyway((changing) => this.#changeRole(userId, role, request, changing));
    await this.accounts.changed();
  }

  /** Records an account that the library created, even if the sign-in failed afterwards. */
  async #recordNew({ newUserId, role }: DirectorySignIn, request: Request, record: Changing['record']): Promise<void> {
    if (newUserId === undefined || role === undefined) return;
    const data = { user_id: newUserId, role, by: OIDC };
    const actor = userActor({ userId: newUserId });
    await record({ type: 'user_created', data, subject: newUserId }, actor, request);
  }

  /** The last admin keeps the role, so that no lockout can occur. */
  async #changeRole(userId: string, role: Role, request: Request, { query, record }: Changing): Promise<void> {
    const before = await query.selectFrom('user').select('role').where('id', '=', userId).executeTakeFirstOrThrow();
    const from = Role.parse(before.role);
    if (from === role) return;
    if (role !== 'admin' && (await isLastAdmin({ query }, userId))) {
      const msg =
        'The groups in the directory take the role of the last admin away: it is kept. Make another one first';
      return this.#logger.warn({ msg, userId, role });
    }
    const reason = 'The groups in the directory say so.';
    const data = { user_id: userId, fields: ['role'], role: { from, to: role }, reason };
    await record({ type: 'user_changed', data, subject: userId }, userActor({ userId }), request);
    await query.updateTable('user').set({ role, updatedAt: new Date() }).where('id', '=', userId).execute();
  }

  #page(path: string): string {
    return `${this.settings.publicUrl}${path}`;
  }
}
