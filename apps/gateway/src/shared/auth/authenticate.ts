import { parse } from 'cookie';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { AdminToken } from './admin-token.ts';
import { ProblemException, sendProblem } from '../http/problem.ts';
import type { WrongTokens } from './wrong-tokens.ts';

declare module 'express-serve-static-core' {
  interface Request {
    /** Person or service that asks. Set on every request under `/api`. */
    actor: string;
  }
}

/** Everybody with the token is the admin, until there are logins. */
const ACTOR = 'admin';
const COOKIE_DAYS = 90;
const ANY_HOST = 'http://localhost';
/** Paths for programs, where a token in the query does not sign in. */
const FOR_PROGRAMS = /^\/(api|health|metrics)(\/|$)/i;
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Admits requests with the token, or with the cookie made from it; with the cookie, changes only from our own page. */
export function authenticate(token: AdminToken, cookieName: string, wrongTokens: WrongTokens): RequestHandler {
  return async (request, response, next) => {
    response.set('cache-control', 'private, no-cache');
    const [, bearer] = /^Bearer ([^ ]+)$/i.exec(request.get('authorization') ?? '') ?? [];
    const cookie = parse(request.get('cookie') ?? '')[cookieName];
    if (!(bearer ? token.isToken(bearer) : cookie && token.isCookie(cookie))) {
      // An old cookie does not count as a guess: the browser sends it by itself.
      return sendProblem(request, response, bearer ? await wrongTokens.answer(request, signIn()) : signIn());
    }
    if (!bearer && !SAFE.has(request.method) && !isSameOrigin(request))
      return sendProblem(request, response, otherSite());
    request.actor = ACTOR;
    next();
  };
}

/** Handles `/?token=...`, the link that `npm start` prints: sets the cookie and redirects to the page without the token. */
export function tokenLink(token: AdminToken, cookieName: string, wrongTokens: WrongTokens): RequestHandler {
  return async (request: Request, response: Response, next: NextFunction) => {
    if (request.method !== 'GET' || !URL.canParse(request.originalUrl, ANY_HOST)) return next();
    const url = new URL(request.originalUrl, ANY_HOST);
    const given = url.searchParams.get('token');
    if (given === null || FOR_PROGRAMS.test(url.pathname)) return next();
    if (!token.isToken(given)) return sendProblem(request, response, await wrongTokens.answer(request, wrongLink()));
    url.searchParams.delete('token');
    response
      .cookie(cookieName, token.cookie, {
        httpOnly: true,
        sameSite: 'strict',
        secure: request.secure,
        path: '/',
        maxAge: COOKIE_DAYS * 24 * 3600 * 1000,
      })
      .set({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
      .redirect(303, url.pathname.replace(/^\/+/, '/') + url.search);
  };
}

const signIn = () =>
  new ProblemException(401, 'Sign in first: open the link with the token that Reprise printed at its start.', {
    headers: { 'www-authenticate': 'Bearer realm="Reprise"' },
  });
const otherSite = () => new ProblemException(403, 'Changes are taken only from the page of Reprise itself.');
const wrongLink = () =>
  new ProblemException(401, 'The token in this link is not the one of this server. Take the link from its last start.');

/** Source: Fetch Metadata (`Sec-Fetch-Site`); `Origin` for browsers and proxies without it. Neither: not a browser's page. */
function isSameOrigin(request: Request): boolean {
  const site = request.get('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  const origin = request.get('origin');
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === request.get('host');
}
