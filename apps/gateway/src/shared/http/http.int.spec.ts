import { rmSync, statSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { cidrsOf } from '@reprise/webhooks';
import { problemOf, startServers, TestGateway, type Servers } from '../../testing/test-gateway.ts';

let servers: Servers;
let gateway: TestGateway;
beforeAll(async () => {
  servers = await startServers();
  gateway = await TestGateway.start(servers);
});
afterAll(async () => {
  await gateway.stop();
  await servers.stop();
});

const NOBODY = { authorization: '' };
const cookie = async (): Promise<string> => {
  const response = await gateway.fetch(`/?token=${gateway.token}`, { headers: NOBODY });
  return response.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
};

describe('signing in', () => {
  it.each([
    ['no token', NOBODY],
    ['another token', { authorization: 'Bearer 0123456789abcdef0123456789abcdef' }],
    ['another scheme', { authorization: 'Basic YWRtaW46YWRtaW4=' }],
    ['a made-up cookie', { ...NOBODY, cookie: 'reprise_0=made-up' }],
  ])('is asked of who comes with %s, on every address under /api', async (_, headers) => {
    for (const path of [
      '/api/jobs',
      '/api/nope',
      '/api/jobs/stream',
      '/api/docs',
      '/api/events',
      '/api/asyncapi.json',
    ]) {
      const response = await gateway.fetch(path, { headers });
      expect(response.headers.get('www-authenticate')).toBe('Bearer realm="Reprise"');
      expect(await problemOf(response)).toMatchObject({ status: 401, title: 'Unauthorized' });
    }
  });

  it('is not asked of who checks the health', async () => {
    for (const path of ['/health/live', '/health/ready', '/metrics', '/metrics?token=x', '/health/ready?token=x'])
      expect([path, (await gateway.fetch(path, { headers: NOBODY })).status]).toEqual([path, 200]);
  });

  it('works by the link that was printed: a cookie that scripts cannot read, and an address without the token', async () => {
    const response = await gateway.fetch(`/jobs/x?token=${gateway.token}&tab=log`, { headers: NOBODY });
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('/jobs/x?tab=log');
    const set = response.headers.get('set-cookie') ?? '';
    expect(set).toMatch(/^reprise_0=.*HttpOnly; SameSite=Strict/);
    expect(set).not.toContain(gateway.token);
    const jobs = await gateway.fetch('/api/jobs', { headers: { ...NOBODY, cookie: set.split(';', 1)[0] ?? '' } });
    expect(jobs.status).toBe(200);
  });

  it('is refused with a wrong link, and sets no cookie', async () => {
    const response = await gateway.fetch('/?token=wrong', { headers: NOBODY });
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(await problemOf(response)).toMatchObject({ status: 401 });
  });

  it('is refused with a wrong link by the page, at a browser', async () => {
    const headers = { ...NOBODY, accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
    const response = await gateway.fetch('/jobs?token=wrong&q=PAT', { headers });
    expect(response.headers.get('set-cookie')).toBeNull();
    expect([response.status, response.headers.get('location')]).toEqual([303, '/jobs?q=PAT&sign_in=wrong_link']);
  });

  it('does not lead to another site', async () => {
    const response = await gateway.fetch(`//evil.example/x?token=${gateway.token}`, { headers: NOBODY });
    expect(response.headers.get('location')).toMatch(/^\/(?!\/)/);
  });

  it('ends with a sign-out, also for a copy of the cookie, and the link signs in again', async () => {
    const signedIn = { ...NOBODY, cookie: await cookie() };
    const jobs = () => gateway.fetch('/api/jobs', { headers: signedIn });
    expect((await jobs()).status).toBe(200);
    const stream = await gateway.fetch('/api/jobs/stream', { headers: signedIn });
    const signOut = (site: string) =>
      gateway.fetch('/api/session/sign-out', { method: 'POST', headers: { ...signedIn, 'sec-fetch-site': site } });
    expect((await signOut('cross-site')).status).toBe(403);
    const out = await signOut('same-origin');
    expect(out.status).toBe(204);
    expect(out.headers.get('set-cookie')).toMatch(/^reprise_0=; Path=\/; Expires=Thu, 01 Jan 1970/);
    await stream.text();
    expect((await jobs()).status).toBe(401);
    expect((await gateway.fetch('/api/jobs', { headers: { ...NOBODY, cookie: await cookie() } })).status).toBe(200);
    expect((await gateway.post('/api/session/sign-out')).status).toBe(204);
    expect((await gateway.fetch('/api/jobs')).status).toBe(200);
  });

  it('keeps the token where only its owner reads it', () => {
    expect(statSync(join(gateway.folder, 'admin.token')).mode & 0o777).toBe(0o600);
  });
});

describe('a change asked for with the cookie', () => {
  const post = async (headers: Record<string, string>) =>
    gateway.post('/api/jobs', {}, { ...NOBODY, cookie: await cookie(), ...headers });

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another site of the same domain', { 'sec-fetch-site': 'same-site' }],
    ['another origin, by a browser that says only that', { origin: 'https://evil.example' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['nowhere that can be told', {}],
  ])('is refused from %s', async (_, headers: Record<string, string>) => {
    expect(await problemOf(await post(headers))).toMatchObject({ status: 403 });
  });

  it.each([
    ['our own page', () => ({ 'sec-fetch-site': 'same-origin' })],
    ['our own page, by a browser that says only the origin', () => ({ origin: gateway.url })],
  ])('is taken from %s', async (_, headers) => {
    expect(await problemOf(await post(headers()))).toMatchObject({ status: 422 });
  });

  it('is not asked where it comes from with the token: a program has no origin', async () => {
    expect(await problemOf(await gateway.post('/api/jobs', {}))).toMatchObject({ status: 422 });
  });
});

/** The answer to a request whose address goes over the wire as it is: `fetch` would mend it. */
const asIs = (path: string): Promise<{ status: string; text: string }> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(gateway.url);
    get({ hostname, port, path }, (response) => {
      const status = String(response.statusCode);
      text(response).then((body) => resolve({ status, text: body }), reject);
    }).on('error', reject);
  });

describe('what cannot be answered', () => {
  it('is a problem document under /api and beside it, also where nothing is', async () => {
    for (const path of ['/api/nope', '/api/jobs/x/y/z', '/health/nope', '/main-NOPE1234.js']) {
      const response = await gateway.fetch(path);
      expect(await problemOf(response)).toMatchObject({ status: 404, instance: path, title: 'Not Found' });
    }
  });

  it('is 404 where the address cannot be decoded', async () => {
    for (const path of ['/api/jobs/%', '/api/jobs/%FF/history', '/api/jobs/%E0%A4%A/cancel']) {
      const response = await gateway.fetch(path, { method: path.endsWith('cancel') ? 'POST' : 'GET' });
      expect(await problemOf(response)).toMatchObject({ status: 404, detail: 'There is nothing at this address.' });
    }
  });

  it('names neither the token in its address nor where in the code it went wrong', async () => {
    const { instance, detail } = await problemOf(await gateway.fetch('/api/nope?token=secret'));
    expect(instance).toBe('/api/nope');
    expect(detail).not.toMatch(/\n|\.ts/);
  });

  it('is 400 for malformed JSON, 413 for a body above 1 MiB, 415 for another format', async () => {
    const send = (body: string, type: string) =>
      gateway.fetch('/api/jobs', { method: 'POST', headers: { 'content-type': type }, body });
    expect(await problemOf(await send('{"pipeline":', 'application/json'))).toMatchObject({
      status: 400,
      detail: 'The body is no valid JSON.',
    });
    const large = JSON.stringify({ reason: 'x'.repeat(2 ** 20) });
    expect(await problemOf(await send(large, 'application/json'))).toMatchObject({ status: 413 });
    expect(await problemOf(await send('pipeline=wes', 'application/x-www-form-urlencoded'))).toMatchObject({
      status: 415,
    });
    expect(await problemOf(await send('{}', 'text/plain'))).toMatchObject({ status: 415 });
  });

  it('is 422 for query parameters that are wrong or unknown, each named', async () => {
    const fields = async (path: string) =>
      (await problemOf(await gateway.fetch(path))).errors?.map(({ field }) => field);
    expect(await fields('/api/jobs?limit=5000&status=ended&colour=red')).toEqual(['limit', 'status.0', 'colour']);
    expect(await fields('/api/jobs?limit=1&limit=2')).toEqual(['limit']);
    expect(await fields('/api/jobs?cursor=made-up')).toEqual(['cursor']);
    expect(await fields('/api/jobs?min_seq=-1')).toEqual(['min_seq']);
    expect(await fields('/api/jobs/summary?status=failed')).toEqual(['status']);
    expect(await fields('/api/pipelines?x=1')).toEqual(['x']);
    expect(await fields('/api/jobs/stream?job_id=1')).toEqual(['job_id']);
  });

  it('is told in sentences for people, whatever is wrong', async () => {
    const told = async (answer: Promise<Response>) => (await problemOf(await answer)).detail;
    expect(await told(gateway.fetch('/api/jobs?limit=5000'))).toBe('limit: must be at most 1000');
    expect(await told(gateway.post('/api/jobs', {}))).toBe('pipeline: is required; sample_name: is required');
    const details = await Promise.all([
      ...[
        `/api/jobs?q=${'x'.repeat(201)}&status=ended&order=up&limit=x`,
        `/api/audit?sample=${'x'.repeat(101)}&from=today&job_id=1&command=kill&limit=0`,
        '/api/jobs/stream?job_id=1',
        `/api/inputs?path=${'x'.repeat(5000)}`,
      ].map((path) => told(gateway.fetch(path))),
      ...[[], 'text', { pipeline: 7, sample_name: null, params: [], reason: 'x'.repeat(501) }].map((body) =>
        told(gateway.post('/api/jobs', body)),
      ),
      told(gateway.post('/api/webhooks', { url: 7, event_types: ['x'], filter: [] })),
    ]);
    for (const detail of details) expect(detail).not.toMatch(/Invalid|Too (big|small)|expected|received/);
  });

  it('is the fault of who asks, not of the gateway, for what no store takes', async () => {
    const asked = [
      ...['q', 'created_by', 'pipeline'].map((name) => `/api/jobs?${name}=a%00b`),
      ...['q', 'created_by', 'pipeline'].map((name) => `/api/jobs/summary?${name}=%00`),
      ...['actor', 'sample', 'pipeline', 'q'].map((name) => `/api/audit?${name}=%00`),
      ...['0000-01-01T00:00:00Z', '0001-01-01T00:00:00%2B23:59', '9999-12-31T23:59:59-23:59'].flatMap((time) => [
        `/api/audit?from=${time}`,
        `/api/audit/export?to=${time}`,
      ]),
    ];
    for (const path of asked) {
      const { status, detail } = await problemOf(await gateway.fetch(path));
      expect([path, status]).toEqual([path, 422]);
      expect(detail).toMatch(/can be stored|1970/);
    }
    const webhook = { url: 'https://lims.example.org/x', event_types: ['attempt_failed'] };
    for (const wrong of [{ description: 'a\0b' }, { filter: { sample: '\ud800' } }, { filter: { pipeline: ['\0'] } }])
      expect((await gateway.post('/api/webhooks', { ...webhook, ...wrong })).status).toBe(422);
    expect((await gateway.fetch('/api/audit?from=2026-03-01T00:00:00%2B23:59')).status).toBe(200);
  });

  it('is not broken by an address that is none, whoever asks', async () => {
    for (const path of ['//', '//:x', '//:x?token=x', '//[?token=x'])
      expect([path, (await asIs(path)).status]).toEqual([path, expect.not.stringMatching(/^5/)]);
  });

  it('is 422 for a key that is no key', async () => {
    const response = await gateway.post(
      '/api/jobs',
      { pipeline: 'toy', sample_name: 'S1' },
      { 'idempotency-key': 'a b' },
    );
    expect(await problemOf(response)).toMatchObject({ status: 422, errors: [{ field: 'Idempotency-Key' }] });
  });
});

describe('the correlation id', () => {
  it('is taken from the caller where it is sane, else made, and is told in the answer', async () => {
    const tell = async (id: string) => {
      const response = await gateway.fetch('/api/nope', { headers: { 'x-correlation-id': id } });
      const { correlation_id } = await problemOf(response);
      expect(response.headers.get('x-correlation-id')).toBe(correlation_id);
      return correlation_id;
    };
    expect(await tell('lab-request-7')).toBe('lab-request-7');
    expect(await tell('"><script>')).toMatch(/^[0-9a-f-]{36}$/);
    expect(await tell('x'.repeat(500))).toMatch(/^[0-9a-f-]{36}$/);
  });
});

describe('the rate limit', () => {
  it('counts commands and reads apart, and says when to come again', async () => {
    const limited = await TestGateway.start(servers, { rateLimit: 3, commandRateLimit: 1 });
    const reads = await Promise.all(Array.from({ length: 4 }, () => limited.fetch('/api/runners')));
    expect(reads.map(({ status }) => status).sort()).toEqual([200, 200, 200, 429]);
    const refused = reads.find(({ status }) => status === 429);
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await problemOf(refused!)).toMatchObject({ detail: expect.stringMatching(/^Too many requests/) as string });
    expect((await limited.post('/api/jobs', {})).status).toBe(422);
    expect((await limited.post('/api/jobs', {})).status).toBe(429);
    expect((await limited.fetch('/health/live')).status).toBe(200);
    await limited.stop();
  });

  it('counts requests without a token by address, and lets in who has one', async () => {
    const limited = await TestGateway.start(servers, { anonymousRateLimit: 2 });
    const status = async (path: string) => (await limited.fetch(path, { headers: NOBODY })).status;
    expect([await status('/'), await status('/api/jobs'), await status('/')]).toEqual([200, 401, 429]);
    const refused = await limited.fetch('/api/jobs', { headers: NOBODY });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await problemOf(refused)).toMatchObject({
      status: 429,
      detail: expect.stringMatching(/^Too many requests without a token/) as string,
    });
    expect(await status('/health/live')).toBe(200);
    expect(await status(`/?token=${limited.token}`)).toBe(303);
    expect((await limited.fetch('/api/jobs')).status).toBe(200);
    await limited.stop();
  });
});

describe('wrong tokens', () => {
  const WRONG = 'wrong-token-that-is-long-enough';

  it.each([
    ['in the header', '/api/jobs', { authorization: `Bearer ${WRONG}` }],
    ['in a link', `/?token=${WRONG}`, NOBODY],
  ])('%s are refused for a while where too many came, and the right one still gets in', async (_, path, headers) => {
    const asked = await TestGateway.start(servers);
    const statuses: number[] = [];
    while (statuses.length < 31) statuses.push((await asked.fetch(path, { headers })).status);
    expect(statuses.slice(0, 30)).toEqual(statuses.slice(0, 30).fill(401));
    expect(statuses[30]).toBe(429);
    const refused = await asked.fetch(path, { headers });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await problemOf(refused)).toMatchObject({
      status: 429,
      detail: expect.stringMatching(/^Too many wrong tokens/) as string,
    });
    expect((await asked.fetch('/api/jobs')).status).toBe(200);
    expect((await asked.fetch(`/?token=${asked.token}`, { headers: NOBODY })).status).toBe(303);
    expect((await asked.fetch('/api/jobs', { headers: NOBODY })).status).toBe(401);
    await asked.stop();
  });
});

describe('a proxy', () => {
  const forwarded = { 'x-forwarded-proto': 'https', 'x-forwarded-for': '192.0.2.1' };
  const signIn = (asked: TestGateway) =>
    asked.fetch(`/?token=${asked.token}`, { headers: { ...NOBODY, ...forwarded } });

  it('that is trusted says whose request it is, and over what it came', async () => {
    const asked = await TestGateway.start(servers, { rateLimit: 1, trustProxy: cidrsOf('127.0.0.0/8') });
    const [of1, of2, again] = ['192.0.2.1', '192.0.2.2', '192.0.2.1'].map((address) => ({
      'x-forwarded-for': address,
    }));
    const status = async (headers?: Record<string, string>) =>
      (await asked.fetch('/api/runners', { headers: headers! })).status;
    expect([await status(of1), await status(of2), await status(again)]).toEqual([200, 200, 429]);
    expect((await signIn(asked)).headers.get('set-cookie')).toContain('; Secure');
    await asked.stop();
  });

  it('that is not trusted says nothing that is believed', async () => {
    const asked = await TestGateway.start(servers, { rateLimit: 1, trustProxy: cidrsOf('10.0.0.0/8') });
    const statuses = [];
    for (const address of ['192.0.2.1', '192.0.2.2'])
      statuses.push((await asked.fetch('/api/runners', { headers: { 'x-forwarded-for': address } })).status);
    expect(statuses).toEqual([200, 429]);
    expect((await signIn(asked)).headers.get('set-cookie')).not.toContain('Secure');
    await asked.stop();
  });
});

describe('the page', () => {
  const page = (path: string, headers: Record<string, string> = {}) =>
    gateway.fetch(path, { headers: { ...NOBODY, accept: 'text/html', ...headers } });

  it.each(['/', '/jobs/0196f0c8-5b7e-7c3a-9a52-7c1d5e8f2b90', '/index.html', '/jobs?status=failed'])(
    'is served at %s with the nonce of its policy, and asked for anew each time',
    async (path) => {
      const response = await page(path);
      const html = await response.text();
      const [, nonce] =
        /style-src 'self' 'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '') ?? [];
      expect(nonce).toBeTruthy();
      expect(html).toContain(`ngCspNonce="${String(nonce)}"`);
      expect(response.headers.get('cache-control')).toBe('no-cache');
      expect(await (await page(path)).text()).not.toBe(html);
    },
  );

  it('has a policy that allows nothing inline and nothing from elsewhere', async () => {
    const policy = (await page('/')).headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });

  it('has files that may be kept for good where their name follows their content, and are asked for anew else', async () => {
    const caching = async (path: string) => (await page(path)).headers.get('cache-control');
    for (const hashed of ['/main-ABCD1234.js', '/chunk-D-D2wMpe.js', '/media/inter-NRMW37G5.woff2'])
      expect(await caching(hashed)).toBe('public, max-age=31536000, immutable');
    for (const named of ['/theme.js', '/icons/circle-favorite.svg']) expect(await caching(named)).toBe('no-cache');
    expect((await page('/main-ABCD1234.js', { 'accept-encoding': 'gzip' })).headers.get('content-encoding')).toBe(
      'gzip',
    );
  });

  it('never leads out of its folder', async () => {
    const leaks: string[] = [];
    for (const path of ['/../secret/key', '/..%2fsecret%2fkey', '/%2e%2e/secret/key'])
      if ((await asIs(path)).text === 'x') leaks.push(path);
    expect(leaks).toEqual([]);
  });

  it('says so where it was not built', async () => {
    const bare = await TestGateway.start(servers);
    rmSync(join(bare.folder, 'web'), { recursive: true });
    expect(await problemOf(await bare.fetch('/'))).toMatchObject({
      status: 503,
      detail: 'The page has not been built yet.',
    });
    await bare.stop();
  });
});
