import { parse } from 'cookie';
import type { CookieOptions, Request, Response } from 'express';
import type { GatewaySettings } from '../../settings.ts';
import type { BrowserSession, BrowserSessions } from './browser-sessions.ts';

/**
 * The cookie of this gateway. Its name contains the port, because browsers do not separate cookies by port. Over TLS,
 * other hosts cannot set it, and it is never sent without TLS.
 */
export class SessionCookie {
  readonly #name: string;
  readonly #publicUrl: URL;
  readonly #sessions: BrowserSessions;

  constructor({ port, publicUrl }: Pick<GatewaySettings, 'port' | 'publicUrl'>, sessions: BrowserSessions) {
    this.#name = `reprise_${String(port)}`;
    this.#publicUrl = new URL(publicUrl);
    this.#sessions = sessions;
  }

  /** Returns the session of the request's cookie, if valid. */
  sessionOf(request: Request): BrowserSession | undefined {
    const cookie = parse(request.get('cookie') ?? '')[this.#nameFor(request)];
    return cookie === undefined ? undefined : this.#sessions.find(cookie);
  }

  /** Sets the session in the response's cookie. */
  set(request: Request, response: Response, session: BrowserSession): void {
    const expires = new Date(this.#sessions.expiryOf(session));
    const options = { ...this.#options(request), expires };
    response.cookie(this.#nameFor(request), this.#sessions.cookieOf(session), options);
  }

  /** Renews the cookie of a session that is in use, when due. */
  renew(request: Request, response: Response, session: BrowserSession): void {
    const renewed = this.#sessions.renew(session);
    if (renewed) this.set(request, response, renewed);
  }

  /** Ends the session of the request, including copies of its cookie, and clears the cookie. */
  end(request: Request, response: Response): void {
    const session = this.sessionOf(request);
    if (session) this.#sessions.signOut(session);
    this.clear(request, response);
  }

  clear(request: Request, response: Response): void {
    response.clearCookie(this.#nameFor(request), this.#options(request));
  }

  #nameFor(request: Request): string {
    return `${this.#isTls(request) ? '__Host-' : ''}${this.#name}`;
  }

  #options(request: Request): CookieOptions {
    return { httpOnly: true, sameSite: 'strict', secure: this.#isTls(request), path: '/' };
  }

  /** A proxy that terminates TLS may not report it, and the link printed at startup may be opened without TLS. */
  #isTls(request: Request): boolean {
    const { protocol, host } = this.#publicUrl;
    return request.secure || (protocol === 'https:' && request.get('host') === host);
  }
}
