import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ALL_ACCESS, type AuditEntry, type Page, type SessionView } from '@reprise/contracts';
import type { SignInOptions } from '../../contract/index.ts';
import { eventsOf } from '@reprise/event-log';
import { problemOf, startServers, TestGateway, type Servers } from '@reprise/gateway/testing/test-gateway.ts';
import { SETTINGS } from '@reprise/gateway/shared/servers/tokens.ts';
import type { GatewaySettings } from '@reprise/gateway/shared/settings.ts';
import { eventually } from '@reprise/gateway/testing/eventually.ts';
import { AuthHost } from '../better-auth/auth-host.ts';
import { Browser } from '@reprise/gateway/testing/browser.ts';
import { ana, signIn } from '@reprise/gateway/testing/people.ts';

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

const actorOf = async (browser: Browser) => (await browser.json<SessionView>('/api/session')).actor;

describe('the first start', () => {
  let browser: Browser;
  let machine: Browser;

  it('creates the first admin by the session of the link, once', async () => {
    browser = new Browser(gateway);
    expect(await browser.json<SignInOptions>('/api/sign-in')).toMatchObject({ first_admin_needed: true });
    expect((await browser.post('/api/session/first-admin', ana)).status).toBe(401);
    await browser.get(`/?token=${gateway.token}`);
    expect(await actorOf(browser)).toBe('admin');
    machine = browser.copy();
    const both = await Promise.all([1, 2].map(() => browser.post('/api/session/first-admin', ana)));
    // The first request ends the session of the link, so later ones are not authenticated.
    const [made, refused] = both.map(({ status }) => status).sort();
    expect([made, [401, 409].includes(refused!)]).toEqual([201, true]);
    expect(await actorOf(browser)).toMatch(/^user:[0-9a-f-]{36}$/);
    expect(await browser.json<SignInOptions>('/api/sign-in')).toMatchObject({ first_admin_needed: false });
  });

  it("keeps the token for the machine, and ends the browser's access with it", async () => {
    expect([...browser.cookies.keys()]).toEqual(['reprise_0_session']);
    expect((await machine.get('/api/session')).status).toBe(401);
    expect((await gateway.get<SessionView>('/api/session')).actor).toBe('admin');
  });

  it('prevents a person from creating another first account', async () => {
    expect((await browser.post('/api/session/first-admin', ana)).status).toBe(403);
  });
});

describe('many simultaneous sign-ins', () => {
  const statusesOf = async (person: { email: string; password: string }, times: number) =>
    (
      await Promise.all(Array.from({ length: times }, () => new Browser(gateway).post('/api/sign-in/password', person)))
    ).map(({ status }) => status);

  it('allow no more guesses than sequential ones', async () => {
    const statuses = await statusesOf({ email: 'burst@lab.example', password: 'wrong' }, 20);
    expect(statuses.sort()).toEqual([...Array<number>(10).fill(401), ...Array<number>(10).fill(429)]);
  });

  it('lock no one out with the right password', async () => {
    expect(await statusesOf(bodyOf(ana), 8)).toEqual(Array<number>(8).fill(200));
    expect(await statusesOf(bodyOf(ana), 8)).toEqual(Array<number>(8).fill(200));
  });

  it('are recorded once if they fail for the same reason', async () => {
    const failures = async () => {
      const events = await eventsOf(gateway.log.read(ALL_ACCESS));
      return events.filter(({ type }) => type === 'sign_in_failed').length;
    };
    const before = await failures();
    await statusesOf({ email: ana.email, password: 'wrong' }, 5);
    expect((await failures()) - before).toBe(1);
  });
});

describe('a password sign-in over HTTP', () => {
  /** A second gateway, which reads people from the database. */
  beforeAll(async () => {
    await gateway.stop();
    gateway = await TestGateway.start(servers);
  });

  it('opens a session whose cookie is hidden from scripts and other sites', async () => {
    const browser = new Browser(gateway);
    const response = await browser.post('/api/sign-in/password', { email: 'ANA@lab.example', password: ana.password });
    expect(response.status).toBe(200);
    const [cookie] = response.headers.getSetCookie().filter((one) => one.startsWith('reprise_0_session'));
    expect(cookie).toMatch(/HttpOnly/i);
    expect(cookie).toMatch(/SameSite=Strict/i);
    expect(await actorOf(browser)).toMatch(/^user:/);
  });

  it('answers a wrong password and an unknown account identically', async () => {
    const wrong = await new Browser(gateway).post('/api/sign-in/password', { ...bodyOf(ana), password: 'x' });
    const unknown = await new Browser(gateway).post('/api/sign-in/password', { email: 'b@lab.example', password: 'x' });
    expect([wrong.status, unknown.status]).toEqual([401, 401]);
    expect((await problemOf(wrong)).detail).toBe((await problemOf(unknown)).detail);
  });

  it('ends the previous session of the browser', async () => {
    const browser = await signIn(gateway, ana);
    const copy = browser.copy();
    expect((await browser.post('/api/sign-in/password', bodyOf(ana))).status).toBe(200);
    expect((await browser.get('/api/session')).status).toBe(200);
    expect((await copy.get('/api/session')).status).toBe(401);
  });

  it('ends at the sign-out, also for a copy of the cookie', async () => {
    const browser = await signIn(gateway, ana);
    const copy = browser.copy();
    expect((await browser.post('/api/session/sign-out')).status).toBe(204);
    expect((await copy.get('/api/session')).status).toBe(401);
  });

  it('is refused from the page of another site, like every change with the cookie', async () => {
    const evil = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
    const body = bodyOf(ana);
    expect((await new Browser(gateway).post('/api/sign-in/password', body, evil)).status).toBe(403);
    const browser = await signIn(gateway, ana);
    expect((await browser.post('/api/session/sign-out', undefined, evil)).status).toBe(403);
    expect(await actorOf(browser)).toMatch(/^user:/);
  });

  it('is refused for a quarter of an hour after ten wrong passwords, also with the right one', async () => {
    const person = { email: 'lock@lab.example', password: 'wrong' };
    const tries: number[] = [];
    for (let n = 0; n < 11; n++) tries.push((await new Browser(gateway).post('/api/sign-in/password', person)).status);
    expect(tries).toEqual([...Array<number>(10).fill(401), 429]);
    const other = await new Browser(gateway).post('/api/sign-in/password', bodyOf(ana));
    expect(other.status).toBe(200);
  });
});

describe('the audit', () => {
  it('contains each sign-in with the account, and never a name, an address or a secret', async () => {
    const { job_id, seq } = await gateway.submit();
    await gateway.job(job_id, seq);
    const entries = await eventually('the sign-ins', async () => {
      const { items } = await gateway.get<Page<AuditEntry>>('/api/audit?limit=1000');
      return items.some(({ type }) => type === 'signed_in') ? items : null;
    });
    const types = new Set(entries.map(({ type }) => type));
    for (const type of ['user_created', 'signed_in', 'sign_in_failed', 'signed_out'])
      expect([type, types.has(type)]).toEqual([type, true]);
    expect(entries.find(({ type }) => type === 'signed_in')?.actor).toMatch(/^user:/);
    expect(JSON.stringify(entries)).not.toMatch(/Ruiz|lab.example|correct horse/);
  });
});

describe('a session with a time limit', () => {
  const query = (sql: string, values: unknown[] = []) =>
    gateway.app.get(AuthHost).database.pool.query<{ at: Date }>(sql, values);

  it('ends at its maximum age, however much it is used', async () => {
    const { maxMs } = gateway.app.get<GatewaySettings>(SETTINGS).sessions;
    const browser = await signIn(gateway, ana);
    expect((await browser.get('/api/session')).status).toBe(200);
    await query(`update session set "createdAt" = now() - $1 * interval '1 millisecond'`, [maxMs]);
    expect((await browser.get('/api/session')).status).toBe(401);
  });

  it('ends after the idle time, which each use restarts', async () => {
    const browser = await signIn(gateway, ana);
    const expiry = async () => {
      const { rows } = await query('select "expiresAt" as at from session order by "createdAt" desc limit 1');
      return rows[0]!.at.getTime();
    };
    await query(`update session set "expiresAt" = now() + interval '10 minutes'`);
    const first = await expiry();
    expect((await browser.get('/api/session')).status).toBe(200);
    expect(await expiry()).toBeGreaterThan(first);
    await query('update session set "expiresAt" = now()');
    expect((await browser.get('/api/session')).status).toBe(401);
  });

  it('of the local administrator lasts at most an hour once people have accounts', async () => {
    const opened = await new Browser(gateway).get(`/?token=${gateway.token}`);
    const [cookie = ''] = opened.headers.getSetCookie();
    const expires = Date.parse(/expires=([^;]+)/i.exec(cookie)?.[1] ?? '');
    expect(expires - Date.now()).toBeLessThanOrEqual(3_600_000);
  });

  it('of the local administrator does not open if the token is disabled and an admin exists', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'reprise-key-'));
    const access = { keyFile: join(folder, 'accounts.key'), adminToken: false, oidc: undefined };
    const closed = await TestGateway.start(servers, { access });
    expect((await closed.fetch('/api/session')).status).toBe(401);
    expect((await closed.fetch(`/?token=${closed.token}`)).status).toBe(401);
    await closed.stop();
    rmSync(folder, { recursive: true });
  });
});

const bodyOf = ({ email, password }: typeof ana) => ({ email, password });
