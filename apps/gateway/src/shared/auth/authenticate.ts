import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { AdminToken } from './admin-token.ts';
import { ProblemException, sendProblem } from '../http/problem.ts';
import type { Identities } from './identities.ts';
import type { MachineAccess } from './machine-access.ts';
import { MACHINE, type Principal } from '../principal.ts';
import type { BrowserSession, BrowserSessions } from './session/browser-sessions.ts';
import type { SessionCookie } from './session/session-cookie.ts';
import { setCookies } from './session/set-cookies.ts';
import type { WrongTokens } from './wrong-tokens.ts';

declare module 'express-serve-static-core' {
  interface Request {
    /** The sender; undefined if not signed in. */
    principal: Principal | undefined;
    /** Actor of the principal, for events. Empty if not signed in. */
    actor: string;
    /** Session of the local administrator's browser; undefined for users with accounts and for programs. */
    session: BrowserSession | undefined;
    /** Session of a person's browser. */
    sessionId: string | undefined;
    /** Reason why the sender could not be identified. */
    identityProblem: ProblemException | undefined;
  }
}

const ANY_HOST = 'http://localhost';
/** Paths for programs. A token in the query cannot be used to sign in on them. */
const FOR_PROGRAMS = /^\/(api|health|metrics)(\/|$)/i;
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

const bearerOf = (request: Request): string | undefined =>
  /^Bearer ([^ ]+)$/i.exec(request.get('authorization') ?? '')?.[1];

/** The parts that identify the sender. */
export interface WhoAsks {
  readonly token: AdminToken;
  readonly machine: MachineAccess;
  readonly cookie: SessionCookie;
  readonly identities: Identities;
  /** Path prefixes below `/api` that accept requests without a sign-in. */
  readonly openPaths: readonly string[];
}

/** Identifies the sender by a token, a session cookie or the link, on every path. Rejects no request. */
export function identifyCaller(who: WhoAsks): RequestHandler {
  return async (request, response, next) => {
    request.session = request.sessionId = request.identityProblem = undefined;
    try {
      request.principal = await principalOf(who, request, response);
    } catch (error) {
      if (!(error instanceof ProblemException)) throw error;
      request.principal = undefined;
      request.identityProblem = error;
    }
    request.actor = request.principal?.actor ?? '';
    next();
  };
}

async function principalOf(who: WhoAsks, request: Request, response: Response): Promise<Principal | undefined> {
  const { token, machine, cookie, identities } = who;
  const isMachine = (given: string) => machine.isAccepted && token.isToken(given);
  const bearer = bearerOf(request);
  if (bearer !== undefined) return isMachine(bearer) ? MACHINE : identities.byToken(bearer, request.ip ?? '');
  const person = await identities.bySession(request);
  if (person) {
    request.sessionId = person.sessionId;
    if (person.headers) setCookies(response, person.headers, request.secure);
    return person.principal;
  }
  request.session = machine.isAccepted ? cookie.sessionOf(request) : undefined;
  const link = linkOf(request)?.token;
  return request.session || (link !== undefined && isMachine(link)) ? MACHINE : undefined;
}

/** Returns the address of a sign-in link, and the token that it contains. */
function linkOf(request: Request): { url: URL; token: string } | undefined {
  if (request.method !== 'GET' || !URL.canParse(request.originalUrl, ANY_HOST)) return undefined;
  const url = new URL(request.originalUrl, ANY_HOST);
  const token = url.searchParams.get('token');
  return token === null || FOR_PROGRAMS.test(url.pathname) ? undefined : { url, token };
}

/** Admits signed-in senders. With a cookie, changes are only accepted from our own page. */
export function authenticate({ cookie, machine, openPaths }: WhoAsks, wrongTokens: WrongTokens): RequestHandler {
  const isOpen = (path: string) => openPaths.some((open) => path === open || path.startsWith(`${open}/`));
  return async (request, response, next) => {
    response.set('cache-control', 'private, no-cache');
    const isChange = !SAFE.has(request.method);
    if (isOpen(request.path)) {
      if (isChange && isOtherSite(request)) return sendProblem(request, response, otherSite());
      return next();
    }
    if (request.identityProblem) return sendProblem(request, response, request.identityProblem);
    if (!request.principal) {
      // An old cookie does not count as a guess, because the browser sends it automatically.
      const refused = signIn(machine.hasAccounts);
      const problem = bearerOf(request) ? await wrongTokens.answer(request, refused) : refused;
      return sendProblem(request, response, problem);
    }
    const isByCookie = request.session !== undefined || request.sessionId !== undefined;
    if (isByCookie && isChange && !isSameOrigin(request)) return sendProblem(request, response, otherSite());
    if (request.session) cookie.renew(request, response, request.session);
    next();
  };
}

/**
 * Handles `/?token=...`, the link that `npm start` prints: sets the cookie and redirects to the page without the token.
 */
export function tokenLink(
  { token, machine, cookie }: WhoAsks,
  sessions: BrowserSessions,
  wrongTokens: WrongTokens,
): RequestHandler {
  return async (request: Request, response: Response, next: NextFunction) => {
    const link = linkOf(request);
    if (!link) return next();
    const { url } = link;
    url.searchParams.delete('token');
    response.set({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' });
    const to = () => url.pathname.replace(/^\/+/, '/') + url.search;
    if (!machine.isAccepted || !token.isToken(link.token)) {
      const problem = await wrongTokens.answer(request, wrongLink());
      const isPage = problem.getStatus() === 401 && (request.get('accept') ?? '').includes('text/html');
      if (!isPage) return sendProblem(request, response, problem);
      // The page explains what to do.
      url.searchParams.set('sign_in', 'wrong_link');
      return response.redirect(303, to());
    }
    cookie.set(request, response, sessions.open());
    response.redirect(303, to());
  };
}

const signIn = (hasAccounts: boolean) =>
  new ProblemException(
    401,
    hasAccounts ? 'Sign in first.' : 'Sign in first: open the link with the token that Reprise printed at its start.',
    { headers: { 'www-authenticate': 'Bearer realm="Reprise"' } },
  );
const otherSite = () => new ProblemException(403, 'Changes are taken only from the page of Reprise itself.');
const wrongLink = () =>
  new ProblemException(401, 'The token in this link is not the one of this server. Take the link from its last start.');

/**
 * Uses Fetch Metadata (`Sec-Fetch-Site`), or `Origin` for browsers and proxies that do not send it. A request with
 * neither does not come from a page in a browser.
 */
function isSameOrigin(request: Request): boolean {
  const site = request.get('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin';
  const origin = request.get('origin');
  return origin !== undefined && URL.canParse(origin) && new URL(origin).host === request.get('host');
}

/** Whether a browser reports that a page of another site sent the request. Programs do not send this header. */
const isOtherSite = (request: Request): boolean =>
  (request.get('sec-fetch-site') !== undefined || request.get('origin') !== undefined) && !isSameOrigin(request);
