import { parse } from 'cookie';
import type { CookieOptions, Request, Response } from 'express';
import type { BrowserSession, BrowserSessions } from './browser-sessions.ts';

/** The cookie of this gateway. Its name has the port, which browsers do not tell apart. */
export class SessionCookie {
  readonly #name: string;
  readonly #sessions: BrowserSessions;

  constructor(port: number, sessions: BrowserSessions) {
    this.#name = `reprise_${String(port)}`;
    this.#sessions = sessions;
  }

  /** Returns the session of the request's cookie, if that is valid. */
  sessionOf(request: Request): BrowserSession | undefined {
    const cookie = parse(request.get('cookie') ?? '')[this.#name];
    return cookie === undefined ? undefined : this.#sessions.find(cookie);
  }

  /** Puts a session into the response's cookie. */
  set(request: Request, response: Response, session: BrowserSession): void {
    const expires = new Date(this.#sessions.expiryOf(session));
    response.cookie(this.#name, this.#sessions.cookieOf(session), { ...options(request), expires });
  }

  /** Renews the cookie of a session in use, from time to time. */
  renew(request: Request, response: Response, session: BrowserSession): void {
    const renewed = this.#sessions.renew(session);
    if (renewed) this.set(request, response, renewed);
  }

  clear(request: Request, response: Response): void {
    response.clearCookie(this.#name, options(request));
  }
}

const options = ({ secure }: Request): CookieOptions => ({ httpOnly: true, sameSite: 'strict', secure, path: '/' });
