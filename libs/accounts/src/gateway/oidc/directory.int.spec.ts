import type { AuditEntry, Page, SessionView } from '@reprise/contracts';
import type { SignInOptions, UserView } from '../../contract/index.ts';
import { freePort } from '@reprise/local-servers';
import { oidcServer, type OidcServer } from '@reprise/testing';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@reprise/gateway/testing/eventually.ts';
import { problemOf, startServers, TestGateway, type Servers } from '@reprise/gateway/testing/test-gateway.ts';
import { Browser } from '@reprise/gateway/testing/browser.ts';
import { ana as person, firstAdmin } from '@reprise/gateway/testing/people.ts';
import { signInAtDirectory, signOutAtDirectory } from '../testing/directory.ts';

const folder = mkdtempSync(join(tmpdir(), 'reprise-directory-'));
const cleo = { name: 'Cleo Marin', email: 'cleo@lab.example', groups: ['lab'] };

let servers: Servers;
let directory: OidcServer;
let gateway: TestGateway;
let ana: Browser;
beforeAll(async () => {
  servers = await startServers();
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${String(port)}`;
  directory = await oidcServer(publicUrl, {
    cleo,
    guest: { name: 'A guest', email: 'guest@other.example', groups: ['visitors'] },
  });
  const oidc = {
    issuer: directory.issuer,
    clientId: directory.clientId,
    clientSecret: directory.clientSecret,
    scopes: ['openid', 'profile', 'email'],
    groupClaim: 'groups',
    label: 'Sign in with the lab',
    roles: new Map([
      ['lab', 'operator'],
      ['heads', 'admin'],
    ] as const),
  };
  const access = { keyFile: join(folder, 'accounts.key'), adminToken: true, oidc };
  gateway = await TestGateway.start(servers, { port, publicUrl, access });
  ana = await firstAdmin(gateway);
});
afterAll(async () => {
  await gateway.stop();
  await directory.stop();
  await servers.stop();
  rmSync(folder, { recursive: true });
});

const session = (browser: Browser) => browser.json<SessionView>('/api/session');

describe('a sign-in with a directory', () => {
  it('is offered, and reports a directory that does not answer', async () => {
    const { oidc } = await ana.json<SignInOptions>('/api/sign-in');
    expect(oidc).toEqual({ label: 'Sign in with the lab' });
    const response = await new Browser(gateway).get('/api/sign-in/oidc?return_to=/jobs');
    expect([response.status, response.headers.get('location')]).toEqual([303, '/jobs?sign_in=directory_failed']);
  });

  it('works as soon as the directory answers, creates an account, and returns to where it began', async () => {
    await directory.start();
    const browser = new Browser(gateway);
    await eventually('the directory', async () => {
      const { headers } = await browser.get('/api/sign-in/oidc');
      return headers.get('location')?.startsWith(directory.issuer) ? true : null;
    });
    const back = await signInAtDirectory(browser, 'cleo', '/jobs/j1?as_of=7');
    expect(back).toBe('/jobs/j1?as_of=7');
    expect(await session(browser)).toMatchObject({ name: 'Cleo Marin', role: 'operator', kind: 'person' });
  });

  it('assigns the role of the groups at each sign-in, under the same id', async () => {
    const before = new Browser(gateway);
    await signInAtDirectory(before, 'cleo');
    const { actor } = await session(before);
    directory.setUsers({ cleo: { ...cleo, name: 'Cleo M. Marin', groups: ['heads', 'lab'] } });
    const after = new Browser(gateway);
    await signInAtDirectory(after, 'cleo');
    expect(await session(after)).toMatchObject({ actor, role: 'admin', name: 'Cleo M. Marin' });
    expect((await session(before)).role).toBe('admin');
    directory.setUsers({ cleo, guest: { name: 'A guest', email: 'guest@other.example', groups: ['visitors'] } });
  });

  it('appends the e-mail to a name of another account, until the name is unique', async () => {
    const namesake = { name: 'ana ruiz', email: 'a.ruiz@lab.example', groups: ['lab'] };
    const nameOf = async () => {
      const browser = new Browser(gateway);
      await signInAtDirectory(browser, 'namesake');
      return (await session(browser)).name;
    };
    directory.setUsers({ cleo, namesake });
    expect([await nameOf(), await nameOf()]).toEqual(Array(2).fill('ana ruiz (a.ruiz@lab.example)'));
    directory.setUsers({ cleo, namesake: { ...namesake, name: 'Ana B. Ruiz' } });
    expect([await nameOf(), await nameOf()]).toEqual(Array(2).fill('Ana B. Ruiz'));
    directory.setUsers({ cleo, guest: { name: 'A guest', email: 'guest@other.example', groups: ['visitors'] } });
  });

  it('keeps the last admin an admin, whatever the groups are', async () => {
    const browser = new Browser(gateway);
    directory.setUsers({ cleo: { ...cleo, groups: ['heads'] } });
    await signInAtDirectory(browser, 'cleo');
    const { items } = await ana.json<Page<UserView>>('/api/users');
    const { user_id } = items.find(({ email }) => email === person.email)!;
    expect((await browser.send('PATCH', `/api/users/${user_id}`, { role: 'viewer' })).status).toBe(200);
    directory.setUsers({ cleo, guest: { name: 'A guest', email: 'guest@other.example', groups: ['visitors'] } });
    await signInAtDirectory(browser, 'cleo');
    expect((await session(browser)).role).toBe('admin');
    expect((await browser.send('PATCH', `/api/users/${user_id}`, { role: 'admin' })).status).toBe(200);
    await signInAtDirectory(browser, 'cleo');
    expect((await session(browser)).role).toBe('operator');
  });

  it('admits no one without a role', async () => {
    const browser = new Browser(gateway);
    expect(await signInAtDirectory(browser, 'guest', '/jobs')).toBe('/jobs?sign_in=not_allowed');
    expect((await browser.get('/api/session')).status).toBe(401);
    const { items } = await ana.json<Page<UserView>>('/api/users');
    expect(items.map(({ email }) => email)).not.toContain('guest@other.example');
  });

  it('leaves the role to the directory, and allows an admin to disable the account', async () => {
    const { items } = await ana.json<Page<UserView>>('/api/users');
    const { user_id, from_directory } = items.find(({ email }) => email === cleo.email)!;
    expect(from_directory).toBe(true);
    expect((await ana.send('PATCH', `/api/users/${user_id}`, { role: 'viewer' })).status).toBe(409);
    expect((await ana.send('PATCH', `/api/users/${user_id}`, { disabled: true })).status).toBe(200);
    expect(await signInAtDirectory(new Browser(gateway), 'cleo')).toBe('/?sign_in=disabled');
    await ana.send('PATCH', `/api/users/${user_id}`, { disabled: false });
  });

  it('accepts no answer that it did not request, and redirects to no other site', async () => {
    const browser = new Browser(gateway);
    const forged = await browser.get('/api/auth/callback/oidc?code=abc&state=made-up');
    expect(forged.headers.get('location')).toBe('/?sign_in=directory_failed');
    expect((await browser.get('/api/session')).status).toBe(401);
    for (const to of [
      '//evil.example',
      'https://evil.example',
      '/\\evil.example',
      '/.//evil.example',
      '/a/..//evil.example',
    ])
      expect((await browser.get(`/api/sign-in/oidc?return_to=${encodeURIComponent(to)}`)).status).toBe(422);
  });

  it('also begins from another host name, and returns to the first page by default', async () => {
    // Uses `http`, because `fetch` sets the host itself.
    const request = get(`${gateway.url}/api/sign-in/oidc`, { headers: { host: 'reprise.lab.example' } });
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    response.resume();
    expect(response.headers.location).toBe(`${gateway.url}/api/sign-in/oidc?return_to=%2F`);
  });

  it('ends when the person signs out at the directory', async () => {
    const browser = new Browser(gateway);
    const there = new Map<string, string>();
    await signInAtDirectory(browser, 'cleo', '/', there);
    expect((await browser.get('/api/session')).status).toBe(200);
    await signOutAtDirectory(directory.issuer, there);
    await eventually('the end of the session', async () =>
      (await browser.get('/api/session')).status === 401 ? true : null,
    );
    const forged = new URLSearchParams({ logout_token: 'e30.e30.e30' }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded', authorization: '' };
    const refused = await gateway.fetch('/api/auth/backchannel-logout', { method: 'POST', headers, body: forged });
    expect((await problemOf(refused)).status).toBe(400);
  });

  it('is recorded', async () => {
    const { items } = await ana.json<Page<AuditEntry>>('/api/audit?limit=1000');
    const texts = items.map((entry) => JSON.stringify(entry)).filter((text) => text.includes('oidc'));
    for (const type of ['user_created', 'signed_in', 'sign_in_failed'])
      expect([type, texts.some((text) => text.includes(type))]).toEqual([type, true]);
  });
});
