import type { Request, RequestHandler, Response } from 'express';
import { personWith, tokenOf } from '../../testing/as-principal.ts';
import { ProblemException } from '../http/problem.ts';
import { adminToken } from './admin-token.ts';
import { authenticate, identifyCaller, tokenLink, type WhoAsks } from './authenticate.ts';
import { MACHINE } from '../principal.ts';

const ana = personWith('operator');
const anasToken = tokenOf(ana);
const localSession = { id: 's', openedAt: 1, usedAt: 1 };
const away = new ProblemException(503, 'The accounts cannot be read now.');

/** State of the machine's access, and the responses of the accounts. */
interface Given {
  readonly isMachineAccepted?: boolean;
  readonly hasAccounts?: boolean;
  readonly bySession?: () => unknown;
  /** Whether the browser has the cookie of the local administrator. */
  readonly isLocal?: boolean;
  readonly tooMany?: boolean;
}

interface Asked {
  readonly method?: string;
  /** Address with its query. */
  readonly url?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly more?: object;
}

/** Authentication of requests and responses, with fakes for the token, the cookies and the accounts. */
function stage({ isMachineAccepted = true, hasAccounts = false, bySession, isLocal = false, tooMany }: Given = {}) {
  const seen: unknown[] = [];
  const who = {
    token: adminToken('machine'),
    machine: { isAccepted: isMachineAccepted, hasAccounts },
    cookie: {
      sessionOf: () => (isLocal ? localSession : undefined),
      set: (_: unknown, __: unknown, session: unknown) => seen.push(['cookie', session]),
      renew: (_: unknown, __: unknown, session: unknown) => seen.push(['renewed', session]),
    },
    identities: {
      bySession: async () => bySession?.(),
      byToken: async (token: string, address: string) => {
        seen.push(['token', token, address]);
        return token === 'ana' ? anasToken : undefined;
      },
    },
    openPaths: ['/sign-in', '/invites', '/auth/callback', '/auth/backchannel-logout'],
  } as unknown as WhoAsks;
  const wrongTokens = {
    answer: async (_: unknown, problem: ProblemException) => {
      seen.push('wrong token');
      return tooMany ? new ProblemException(429, 'Too many') : problem;
    },
  } as never;
  const sessions = { open: () => localSession } as never;

  const run = async (handler: RequestHandler, request: Request) => {
    const answer: Record<string, unknown> = {};
    const response = {
      set: (name: string | object, value?: string) => {
        Object.assign(answer, typeof name === 'string' ? { [name]: value } : name);
        return response;
      },
      append: (name: string, value: string) => ((answer[name] = value), response),
      status: (status: number) => ((answer['status'] = status), response),
      type: () => response,
      send: (body: string) => ((answer['detail'] = (JSON.parse(body) as { detail: string }).detail), response),
      redirect: (status: number, to: string) => Object.assign(answer, { status, to }),
    } as unknown as Response;
    await handler(request, response, () => (answer['passed'] = true));
    return answer;
  };
  const identified = async (asked: Asked = {}) => {
    const request = requestOf(asked);
    const answer = await run(identifyCaller(who), request);
    return { request, answer };
  };
  return {
    seen,
    identified,
    /** Authenticates the sender, then admits or rejects the request. */
    admitted: async (asked: Asked = {}) => run(authenticate(who, wrongTokens), (await identified(asked)).request),
    /** Admits or rejects a request without authenticating its sender first. */
    authenticated: (request: Request) => run(authenticate(who, wrongTokens), request),
    linked: (asked: Asked) => run(tokenLink(who, sessions, wrongTokens), requestOf(asked)),
  };
}

function requestOf({ method = 'GET', url = '/api/jobs', headers = {}, more }: Asked): Request {
  return {
    method,
    originalUrl: url,
    path: url.split('?', 1)[0]!.replace(/^\/api/, ''),
    ip: '10.0.0.5',
    secure: true,
    get: (name: string) => headers[name],
    ...more,
  } as unknown as Request;
}
const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
const page = { 'sec-fetch-site': 'same-origin' };
const asAna = () => ({ principal: ana, sessionId: 'of ana' });

describe('the identity of a request', () => {
  it('is the machine by its token, with its scheme in any case', async () => {
    for (const scheme of ['Bearer', 'bearer', 'BEARER']) {
      const { seen, identified } = stage();
      const { request, answer } = await identified({ headers: { authorization: `${scheme} machine` } });
      expect(request).toMatchObject({ principal: MACHINE, actor: MACHINE.actor });
      expect([answer, seen]).toEqual([{ passed: true }, []]);
    }
  });

  it('is unknown for a header of another form', async () => {
    for (const authorization of [
      'machine',
      'Bearer',
      'Bearer  machine',
      'Bearer machine ',
      'xBearer machine',
      'Bearer a b',
    ]) {
      const { seen, identified } = stage();
      const { request } = await identified({ headers: { authorization } });
      expect([authorization, request.principal, request.actor, seen]).toEqual([authorization, undefined, '', []]);
    }
  });

  it("is a person by their token, which is looked up with the client's address", async () => {
    const { seen, identified } = stage({ bySession: asAna, isLocal: true });
    expect((await identified(bearer('ana'))).request).toMatchObject({ principal: anasToken, session: undefined });
    expect((await identified(bearer('other'))).request.principal).toBeUndefined();
    expect((await identified({ ...bearer('ana'), more: { ip: undefined } })).request.principal).toBe(anasToken);
    expect(seen).toEqual([
      ['token', 'ana', '10.0.0.5'],
      ['token', 'other', '10.0.0.5'],
      ['token', 'ana', ''],
    ]);
  });

  it('is no longer the machine once its token stops counting', async () => {
    const { seen, identified } = stage({ isMachineAccepted: false, isLocal: true });
    expect((await identified(bearer('machine'))).request.principal).toBeUndefined();
    expect(seen).toEqual([['token', 'machine', '10.0.0.5']]);
    expect((await identified()).request).toMatchObject({ principal: undefined, session: undefined });
    expect((await identified({ url: '/?token=machine' })).request.principal).toBeUndefined();
  });

  it('is a person by their session, and the cookie is renewed', async () => {
    const headers = new Headers({ 'set-cookie': 'reprise=x; Path=/' });
    const { identified } = stage({ bySession: () => ({ ...asAna(), headers }), isLocal: true });
    const { request, answer } = await identified();
    expect(request).toMatchObject({ principal: ana, actor: ana.actor, sessionId: 'of ana', session: undefined });
    expect(answer).toEqual({ 'set-cookie': 'reprise=x; Path=/; Secure', passed: true });
    expect((await stage({ bySession: asAna }).identified()).answer).toEqual({ passed: true });
  });

  it('is the machine by the cookie of its link, or by the link', async () => {
    const local = await stage({ isLocal: true }).identified();
    expect(local.request).toMatchObject({ principal: MACHINE, session: localSession, sessionId: undefined });
    for (const url of [
      '/?token=machine',
      '/jobs/x?tab=log&token=machine',
      '/apis?token=machine',
      '/a/api/b?token=machine',
    ])
      expect([url, (await stage().identified({ url })).request]).toMatchObject([
        url,
        { principal: MACHINE, session: undefined },
      ]);
  });

  it('is unknown for a link of another form', async () => {
    for (const url of [
      '/',
      '/?token=other',
      '/api?token=machine',
      '/API/jobs?token=machine',
      '/metrics?token=machine',
      '//?token=machine',
    ])
      expect([url, (await stage().identified({ url })).request.principal]).toEqual([url, undefined]);
    for (const method of ['POST', 'HEAD'])
      expect((await stage().identified({ method, url: '/?token=machine' })).request.principal).toBeUndefined();
  });

  it('starts empty, without leftovers of an earlier request', async () => {
    const more = { session: localSession, sessionId: 'old', identityProblem: away, principal: ana, actor: ana.actor };
    const { request } = await stage().identified({ more });
    const { session, sessionId, identityProblem, principal, actor } = request;
    expect([session, sessionId, identityProblem, principal, actor]).toEqual([...Array(4).fill(undefined), '']);
  });

  it('is unknown while accounts cannot be read, and only that is not an error', async () => {
    const fails = (error: Error) => stage({ bySession: () => Promise.reject(error), isLocal: true });
    const { request, answer } = await fails(away).identified({ more: { principal: ana } });
    expect(request).toMatchObject({ principal: undefined, actor: '', identityProblem: away });
    expect(answer).toEqual({ passed: true });
    await expect(fails(new TypeError('a bug')).identified()).rejects.toThrow('a bug');
  });
});

describe('a request to the API', () => {
  const noCache = { 'cache-control': 'private, no-cache' };
  const admitted = { ...noCache, passed: true };
  const rejected = (status: number, detail: string) => ({ 'cache-control': 'no-store', status, detail });
  const otherSite = rejected(403, 'Changes are taken only from the page of Reprise itself.');

  it('must sign in without an identity, by the available means', async () => {
    const realm = { 'www-authenticate': 'Bearer realm="Reprise"' };
    const { seen, admitted: asked } = stage();
    expect(await asked()).toEqual({
      ...rejected(401, 'Sign in first: open the link with the token that Reprise printed at its start.'),
      ...realm,
    });
    expect(await stage({ hasAccounts: true }).admitted()).toEqual({ ...rejected(401, 'Sign in first.'), ...realm });
    expect(seen).toEqual([]);
  });

  it('with a wrong token counts as a guess', async () => {
    const { seen, admitted: asked } = stage();
    expect(await asked(bearer('guess'))).toMatchObject({ status: 401 });
    expect(seen).toEqual([['token', 'guess', '10.0.0.5'], 'wrong token']);
    expect(await stage({ tooMany: true }).admitted(bearer('guess'))).toMatchObject({ status: 429 });
  });

  it('gets the reason when its identity cannot be determined', async () => {
    const { authenticated } = stage();
    const request = requestOf({ more: { identityProblem: away } });
    expect(await authenticated(request)).toEqual(rejected(503, 'The accounts cannot be read now.'));
  });

  it('is admitted with a token from any origin', async () => {
    const origins: Record<string, string>[] = [
      {},
      { origin: 'https://evil.example' },
      { 'sec-fetch-site': 'cross-site' },
    ];
    for (const headers of origins) {
      const given = { method: 'POST', headers: { ...bearer('machine').headers, ...headers } };
      expect(await stage().admitted(given)).toEqual(admitted);
    }
  });

  it.each([
    ['a person', { bySession: asAna }, []],
    ['the local administrator', { isLocal: true }, [['renewed', localSession]]],
  ])('with the cookie of %s may read from anywhere, and change only from our own page', async (_, given, seen) => {
    const { authenticated, identified, seen: saw } = stage(given);
    const asked = async (one: Asked) => authenticated((await identified(one)).request);
    for (const method of ['GET', 'HEAD', 'OPTIONS'])
      expect([method, await asked({ method, headers: { 'sec-fetch-site': 'cross-site' } })]).toEqual([
        method,
        admitted,
      ]);
    saw.length = 0;
    for (const headers of [
      ...[{}, { 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }, { origin: 'null' }],
      ...[
        { origin: 'https://evil.example', host: 'lab.example' },
        { origin: '', host: '' },
      ],
      { origin: 'https://lab.example', host: 'lab.example', 'sec-fetch-site': 'cross-site' },
    ] as Record<string, string>[])
      for (const method of ['POST', 'PATCH', 'DELETE'])
        expect([headers, await asked({ method, headers })]).toEqual([headers, otherSite]);
    expect(saw).toEqual([]);
    for (const headers of [page, { origin: 'https://lab.example:8080', host: 'lab.example:8080' }] as Record<
      string,
      string
    >[]) {
      expect([headers, await asked({ method: 'POST', headers })]).toEqual([headers, admitted]);
      expect(saw.splice(0)).toEqual(seen);
    }
  });

  it('during a sign-in is admitted, except from a page of another site', async () => {
    const paths = ['sign-in/password', 'invites/show', 'auth/callback', 'auth/backchannel-logout'];
    for (const url of paths.map((path) => `/api/${path}`)) {
      const { authenticated, seen } = stage();
      const ask = (headers: Record<string, string>, method = 'POST') =>
        authenticated(requestOf({ method, url, headers, more: { identityProblem: away } }));
      expect([url, await ask({})]).toEqual([url, admitted]);
      expect(await ask(page)).toEqual(admitted);
      expect(await ask({ origin: 'https://lab.example', host: 'lab.example' })).toEqual(admitted);
      expect(await ask({ origin: 'https://evil.example' })).toEqual(otherSite);
      expect(await ask({ 'sec-fetch-site': 'cross-site' })).toEqual(otherSite);
      expect(await ask({ 'sec-fetch-site': 'cross-site' }, 'GET')).toEqual(admitted);
      expect(seen).toEqual([]);
    }
    for (const path of ['sign-ins', 'x/sign-in', 'auth', 'auth/callbacks', 'account'])
      expect([path, await stage().admitted({ url: `/api/${path}` })]).toMatchObject([path, { status: 401 }]);
  });
});

describe('the printed link', () => {
  const noStore = { 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' };
  const html = { accept: 'text/html,*/*;q=0.8' };
  const wrong = 'The token in this link is not the one of this server. Take the link from its last start.';

  it('sets a session cookie, and redirects to the page without the token', async () => {
    for (const [url, to] of [
      ['/?token=machine', '/'],
      ['/jobs/x?token=machine&tab=log', '/jobs/x?tab=log'],
      ['/%2f/evil.example?token=machine', '/%2f/evil.example'],
      ['http://x//evil.example/x?token=machine', '/evil.example/x'],
      ['http://x////evil.example//x?token=machine', '/evil.example//x'],
    ] as const) {
      const { linked, seen } = stage();
      expect([url, await linked({ url })]).toEqual([url, { ...noStore, status: 303, to }]);
      expect(seen).toEqual([['cookie', localSession]]);
    }
  });

  it('counts as a guess and sets no cookie with a wrong or expired token', async () => {
    for (const [given, url] of [
      [{}, '/jobs?token=wrong&q=PAT'],
      [{ isMachineAccepted: false }, '/jobs?token=machine&q=PAT'],
    ] as const) {
      const { linked, seen } = stage(given);
      expect(await linked({ url })).toEqual({ ...noStore, status: 401, detail: wrong });
      expect(await linked({ url, headers: { accept: 'application/json' } })).toMatchObject({ status: 401 });
      const to = '/jobs?q=PAT&sign_in=wrong_link';
      expect(await linked({ url, headers: html })).toEqual({ ...noStore, status: 303, to });
      expect(seen).toEqual(['wrong token', 'wrong token', 'wrong token']);
    }
  });

  it('is refused in a browser too after too many wrong tokens', async () => {
    expect(await stage({ tooMany: true }).linked({ url: '/?token=wrong', headers: html })).toMatchObject({
      status: 429,
    });
  });

  it('is ignored for an address without a token, or for one that programs use', async () => {
    for (const url of [
      '/',
      '/jobs?q=token',
      '/api/jobs?token=machine',
      '/health/live?token=machine',
      '/metrics?token=machine',
    ])
      expect([url, await stage().linked({ url })]).toEqual([url, { passed: true }]);
    expect(await stage().linked({ method: 'POST', url: '/?token=machine' })).toEqual({ passed: true });
  });
});
