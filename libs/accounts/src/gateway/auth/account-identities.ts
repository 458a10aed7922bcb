import { Injectable } from '@nestjs/common';
import { Role, userActor } from '@reprise/contracts';
import { isAPIError } from 'better-auth/api';
import { parse } from 'cookie';
import type { Request, Response } from 'express';
import { concatMap, filter, interval, merge, NEVER, Subject, take, type Observable } from 'rxjs';
import { Identities, type SignedIn } from '@reprise/gateway/shared/auth/identities.ts';
import type { Principal } from '@reprise/gateway/shared/principal.ts';
import { unavailable } from '@reprise/gateway/shared/http/problem.ts';
import { AccessEndings } from './access-endings.ts';
import { AuthCalls } from './auth-calls.ts';
import { AuthHost } from '../better-auth/auth-host.ts';
import { KnownAccess } from './known-access.ts';
import { Remembered } from './remembered.ts';
import { SessionAge } from './session-age.ts';
import { SignInRecords } from './sign-in-records.ts';
import { TokenIdentities } from './token-identities.ts';

/** A page load requests dozens of files. */
const FOR_FILES_MS = 10_000;
const LOOK_EVERY_MS = 15_000;
const API = /^\/api(\/|$)/;

/** Authenticates users by the library's session cookie, and programs by their API tokens. */
@Injectable()
export class AccountIdentities extends Identities {
  /** Only for the page's files. */
  readonly #recent = new Remembered<SignedIn>();
  readonly #known: KnownAccess<SignedIn>;
  readonly #changed = new Subject<void>();

  constructor(
    private readonly host: AuthHost,
    private readonly calls: AuthCalls,
    private readonly tokens: TokenIdentities,
    private readonly age: SessionAge,
    private readonly records: SignInRecords,
    endings: AccessEndings,
  ) {
    super();
    this.#known = new KnownAccess(endings);
  }

  /** Checks at once whether open streams are still allowed, by querying the database. */
  changed(): void {
    this.#recent.clear();
    this.#known.clear();
    this.tokens.changed();
    this.#changed.next();
  }

  async bySession(request: Request): Promise<SignedIn | undefined> {
    const cookie = parse(request.get('cookie') ?? '')[await this.#cookieName()];
    if (cookie === undefined) return undefined;
    if (!API.test(request.path)) {
      const known = this.#recent.get(cookie, FOR_FILES_MS);
      if (known) return known;
    }
    const { reached } = this.#known;
    try {
      const found = await this.#find(request);
      const signedIn = found && { principal: found.principal, sessionId: found.sessionId };
      if (signedIn) this.#recent.set(cookie, signedIn);
      else this.#recent.forget(cookie);
      this.#known.set(cookie, signedIn, reached);
      return found;
    } catch (error) {
      const known = await this.#known.get(cookie).catch(() => undefined);
      if (known) return known;
      throw unavailable(
        'It cannot be found out now who you are: the database does not answer. Try again soon.',
        5,
        error,
      );
    }
  }

  byToken(token: string, address: string): Promise<Principal | undefined> {
    return this.tokens.find(token, address);
  }

  /** The session is ended first, because the library does not report a failed deletion. */
  async signOut(request: Request, response: Response): Promise<void> {
    if (request.sessionId !== undefined)
      await this.age.end(request.sessionId).catch((error: unknown) => {
        throw unavailable('You are still signed in: the database does not answer. Try again soon.', 5, error);
      });
    await this.calls.answer(request, response, (headers) => this.calls.api.signOut({ headers, returnHeaders: true }));
    this.changed();
    const about = { subject: request.principal?.userId ?? '' };
    await this.records.record({ type: 'signed_out', data: { everywhere: false }, ...about }, request.actor, request);
  }

  endOf({ sessionId, principal }: Request): Observable<unknown> {
    const tokenId = principal?.tokenId;
    if (sessionId === undefined && tokenId === undefined) return NEVER;
    const isOpen = () => (sessionId === undefined ? this.tokens.isOpen(tokenId ?? '') : this.age.isOpen(sessionId));
    return merge(interval(LOOK_EVERY_MS), this.#changed).pipe(
      concatMap(() => isOpen().catch(() => true)),
      filter((open) => !open),
      take(1),
    );
  }

  async #find(request: Request): Promise<SignedIn | undefined> {
    const { headers, response } = await this.calls.api
      .getSession({ headers: this.calls.headersOf(request), returnHeaders: true })
      .catch((error: unknown) => {
        if (isAPIError(error) && error.statusCode < 500) return { headers: new Headers(), response: null };
        throw error;
      });
    if (!response || response.user.banned) return undefined;
    const { session, user } = response;
    if (this.age.isOver(session)) {
      await this.age.end(session.id);
      return undefined;
    }
    const role = Role.parse(user.role);
    const principal = {
      actor: userActor({ userId: user.id }),
      name: user.name,
      role,
      kind: 'person',
      userId: user.id,
    } as const;
    return { principal, sessionId: session.id, headers };
  }

  async #cookieName(): Promise<string> {
    return (await this.host.auth.$context).authCookies.sessionToken.name;
  }
}
