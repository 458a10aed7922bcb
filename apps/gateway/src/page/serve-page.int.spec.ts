import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { fetchRawPath } from '../testing/fetch-raw-path.ts';
import { problemOf, startServers, TestGateway, type Servers } from '../testing/test-gateway.ts';

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

describe('the page', () => {
  const page = (path: string, headers: Record<string, string> = {}) =>
    gateway.fetch(path, { headers: { ...NOBODY, accept: 'text/html', ...headers } });

  it.each(['/', '/jobs/0196f0c8-5b7e-7c3a-9a52-7c1d5e8f2b90', '/index.html', '/jobs?status=failed'])(
    'is served at %s with the nonce of its policy, and is revalidated each time',
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

  it('has a policy without inline code and foreign sources', async () => {
    const policy = (await page('/')).headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("script-src 'self';");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
  });

  it('has permanently cached files if their name contains a hash, and revalidated ones otherwise', async () => {
    const caching = async (path: string) => (await page(path)).headers.get('cache-control');
    for (const hashed of ['/main-ABCD1234.js', '/chunk-D-D2wMpe.js', '/media/inter-NRMW37G5.woff2'])
      expect(await caching(hashed)).toBe('public, max-age=31536000, immutable');
    for (const named of ['/theme.js', '/icons/circle-favorite.svg']) expect(await caching(named)).toBe('no-cache');
    expect((await page('/main-ABCD1234.js', { 'accept-encoding': 'gzip' })).headers.get('content-encoding')).toBe(
      'gzip',
    );
  });

  it('has compressed scripts if the build made them', async () => {
    const answer = await page('/main-ABCD1234.js', { 'accept-encoding': 'gzip, deflate, br, zstd' });
    const header = (name: string) => answer.headers.get(name);
    expect([await answer.text(), header('content-encoding')]).toEqual(['// as the build compressed it\n', 'br']);
    expect(header('content-type')).toBe('text/javascript; charset=utf-8');
    expect(header('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(header('vary')?.toLowerCase()).toContain('accept-encoding');
  });

  it('never serves a path outside of its folder', async () => {
    const leaks: string[] = [];
    for (const path of ['/../secret/key', '/..%2fsecret%2fkey', '/%2e%2e/secret/key'])
      if ((await fetchRawPath(gateway, path)).text === 'x') leaks.push(path);
    expect(leaks).toEqual([]);
  });

  it('reports that it was not built', async () => {
    const bare = await TestGateway.start(servers);
    rmSync(join(bare.folder, 'web'), { recursive: true });
    expect(await problemOf(await bare.fetch('/'))).toMatchObject({
      status: 503,
      detail: 'The page has not been built yet.',
    });
    await bare.stop();
  });
});
