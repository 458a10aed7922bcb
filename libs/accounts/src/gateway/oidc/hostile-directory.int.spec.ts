import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SessionView } from '@reprise/contracts';
import { freePort } from '@reprise/local-servers';
import { startServers, TestGateway, type Servers } from '@reprise/gateway/testing/test-gateway.ts';
import { Browser } from '@reprise/gateway/testing/browser.ts';
import { HostileDirectory, type Deviation } from '../testing/hostile-directory.ts';

const folder = mkdtempSync(join(tmpdir(), 'reprise-hostile-'));
const roles = new Map([
  ['lab', 'operator'],
  ['heads', 'admin'],
] as const);
const directory = new HostileDirectory();
let servers: Servers;
let gateway: TestGateway;
beforeAll(async () => {
  await directory.start();
  servers = await startServers();
  const port = await freePort();
  const oidc = {
    issuer: directory.issuer,
    clientId: 'reprise',
    clientSecret: 'secret',
    groupClaim: 'groups',
    scopes: ['openid', 'profile', 'email'],
    label: 'Sign in',
    roles,
  };
  const access = { keyFile: join(folder, 'accounts.key'), adminToken: true, oidc };
  gateway = await TestGateway.start(servers, { port, publicUrl: `http://127.0.0.1:${String(port)}`, access });
});
afterAll(async () => {
  await gateway.stop();
  await servers.stop();
  await directory.stop();
  rmSync(folder, { recursive: true });
});
beforeEach(() => {
  directory.deviation = {};
});

/** Begins a sign-in in a browser; returns the provider's redirect URL. */
async function begun(browser: Browser): Promise<string> {
  const { headers } = await browser.get('/api/sign-in/oidc');
  directory.asked = new URL(headers.get('location')!).searchParams;
  return `/api/auth/callback/oidc?code=c1&state=${encodeURIComponent(directory.asked.get('state')!)}`;
}
const isSignedIn = async (browser: Browser) => (await browser.get('/api/session')).status === 200;
/** Signs in. Returns the redirect target, and whether a session was opened. */
async function signIn(deviation: Deviation): Promise<readonly [string | null, boolean]> {
  directory.deviation = deviation;
  const browser = new Browser(gateway);
  const { headers } = await browser.get(await begun(browser));
  return [headers.get('location'), await isSignedIn(browser)];
}
const REFUSED = ['/?sign_in=directory_failed', false];

describe('a forged directory', () => {
  it('receives state, nonce and PKCE, and signs people in if it answers correctly', async () => {
    expect(await signIn({})).toEqual(['/', true]);
    const { asked } = directory;
    expect(asked.get('code_challenge_method')).toBe('S256');
    expect([asked.get('state'), asked.get('nonce')]).toEqual([
      expect.stringMatching(/.{20}/),
      expect.stringMatching(/.{20}/),
    ]);
    expect(directory.isVerified).toBe(true);
  });

  it.each([
    ['another nonce', { claims: (claims) => ({ ...claims, nonce: 'other' }) }],
    ['no nonce', { claims: ({ nonce: _, ...claims }) => claims }],
    ['another issuer', { claims: (claims) => ({ ...claims, iss: 'https://evil.example' }) }],
    ['no issuer', { claims: ({ iss: _, ...claims }) => claims }],
    ['another audience', { claims: (claims) => ({ ...claims, aud: 'another-client' }) }],
    ['no audience', { claims: ({ aud: _, ...claims }) => claims }],
    ['a time that is over', { claims: (claims) => ({ ...claims, exp: 1_000_000_000 }) }],
    ['no subject', { claims: ({ sub: _, ...claims }) => claims }],
    ['the signature of another key', { signed: 'by another key' }],
    ['no signature', { signed: 'not at all' }],
    ['a signature with the public key as secret', { signed: 'by the public key' }],
  ] as readonly (readonly [string, Deviation])[])('is rejected for an ID token with %s', async (_, deviation) => {
    const [to, isIn] = await signIn(deviation);
    expect([to, isIn]).toEqual(REFUSED);
  });

  it('provides the person only by the ID token, since its other answers are not signed', async () => {
    directory.deviation = { user: { sub: 'ana', name: 'Ana Ruiz', email: 'ana@lab.example', groups: ['heads'] } };
    const browser = new Browser(gateway);
    await browser.get(await begun(browser));
    expect(await browser.json<SessionView>('/api/session')).toMatchObject({ name: 'Cleo Marin', role: 'operator' });
  });

  it("signs no one in for another browser's session, and once per answer", async () => {
    const [victim, attacker] = [new Browser(gateway), new Browser(gateway)];
    const back = await begun(attacker);
    expect((await victim.get(back)).headers.get('location')).toBe(REFUSED[0]);
    expect(await isSignedIn(victim)).toBe(false);
    const own = await begun(attacker);
    const copy = attacker.copy();
    expect((await attacker.get(own)).headers.get('location')).toBe('/');
    expect((await copy.get(own)).headers.get('location')).toBe(REFUSED[0]);
    expect(await isSignedIn(copy)).toBe(false);
  });

  it('cannot replace the directory: an answer with another issuer is rejected', async () => {
    const browser = new Browser(gateway);
    const back = `${await begun(browser)}&iss=${encodeURIComponent('https://evil.example')}`;
    expect((await browser.get(back)).headers.get('location')).toBe(REFUSED[0]);
    expect(await isSignedIn(browser)).toBe(false);
  });
});
