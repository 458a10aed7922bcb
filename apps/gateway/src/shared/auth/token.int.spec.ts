import { statSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '../../testing/eventually.ts';
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

describe('a sign-in', () => {
  it.each([
    ['no token', NOBODY],
    ['another token', { authorization: 'Bearer 0123456789abcdef0123456789abcdef' }],
    ['another scheme', { authorization: 'Basic YWRtaW46YWRtaW4=' }],
    ['a made-up cookie', { ...NOBODY, cookie: 'reprise_0=made-up' }],
  ])('is required with %s, on every address under /api', async (_, headers) => {
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

  it('is not required for the health check', async () => {
    for (const path of ['/health/live', '/health/ready', '/metrics', '/metrics?token=x', '/health/ready?token=x'])
      // On a busy machine, a server that the gateway depends on may answer too late.
      expect(await eventually(path, async () => (await gateway.fetch(path, { headers: NOBODY })).ok || null)).toBe(
        true,
      );
  });

  it('works with the printed link: a cookie that scripts cannot read, and an address without the token', async () => {
    const response = await gateway.fetch(`/jobs/x?token=${gateway.token}&tab=log`, { headers: NOBODY });
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe('/jobs/x?tab=log');
    const set = response.headers.get('set-cookie') ?? '';
    expect(set).toMatch(/^reprise_0=.*HttpOnly; SameSite=Strict/);
    expect(set).not.toContain(gateway.token);
    const jobs = await gateway.fetch('/api/jobs', { headers: { ...NOBODY, cookie: set.split(';', 1)[0] ?? '' } });
    expect(jobs.status).toBe(200);
  });

  it('is refused with a wrong link, without a cookie', async () => {
    const response = await gateway.fetch('/?token=wrong', { headers: NOBODY });
    expect(response.headers.get('set-cookie')).toBeNull();
    expect(await problemOf(response)).toMatchObject({ status: 401 });
  });

  it("shows the page's refusal for a wrong link in a browser", async () => {
    const headers = { ...NOBODY, accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
    const response = await gateway.fetch('/jobs?token=wrong&q=PAT', { headers });
    expect(response.headers.get('set-cookie')).toBeNull();
    expect([response.status, response.headers.get('location')]).toEqual([303, '/jobs?q=PAT&sign_in=wrong_link']);
  });

  it('never redirects to another site', async () => {
    const response = await gateway.fetch(`//evil.example/x?token=${gateway.token}`, { headers: NOBODY });
    expect(response.headers.get('location')).toMatch(/^\/(?!\/)/);
  });

  it('ends at a sign-out, also for a copy of the cookie, and the link works again', async () => {
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

  it('keeps the token in a file that only its owner can read', () => {
    expect(statSync(join(gateway.folder, 'admin.token')).mode & 0o777).toBe(0o600);
  });
});

describe('a change with the cookie', () => {
  const post = async (headers: Record<string, string>) =>
    gateway.post('/api/jobs', {}, { ...NOBODY, cookie: await cookie(), ...headers });

  it.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another site of the same domain', { 'sec-fetch-site': 'same-site' }],
    ['another origin, in a browser that sends only the origin', { origin: 'https://evil.example' }],
    ['a sandboxed frame', { origin: 'null' }],
    ['an unknown origin', {}],
  ])('is refused from %s', async (_, headers: Record<string, string>) => {
    expect(await problemOf(await post(headers))).toMatchObject({ status: 403 });
  });

  it.each([
    ['our own page', () => ({ 'sec-fetch-site': 'same-origin' })],
    ['our own page, in a browser that sends only the origin', () => ({ origin: gateway.url })],
  ])('is accepted from %s', async (_, headers) => {
    expect(await problemOf(await post(headers()))).toMatchObject({ status: 422 });
  });

  it('needs no origin with the token, since a program has none', async () => {
    expect(await problemOf(await gateway.post('/api/jobs', {}))).toMatchObject({ status: 422 });
  });
});
