import { ALL_ACCESS, type Page } from '@reprise/contracts';
import type { AccountView, UserView } from '../../contract/index.ts';
import { eventsOf } from '@reprise/event-log';
import { freePort } from '@reprise/local-servers';
import { oidcServer, type OidcServer } from '@reprise/testing';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@reprise/gateway/testing/eventually.ts';
import { startServers, TestGateway, type Servers } from '@reprise/gateway/testing/test-gateway.ts';
import { AuthHost } from '../better-auth/auth-host.ts';
import { Browser } from '@reprise/gateway/testing/browser.ts';
import { signInAtDirectory } from '../testing/directory.ts';
import { ana as person, firstAdmin, signIn } from '@reprise/gateway/testing/people.ts';

const folder = mkdtempSync(join(tmpdir(), 'reprise-killed-'));
const cleo = { name: 'Cleo Marin', email: 'cleo@lab.example', groups: ['lab'] };

let servers: Servers;
let directory: OidcServer;
let gateway: TestGateway;
let ana: Browser;
beforeAll(async () => {
  servers = await startServers();
  const port = await freePort();
  const publicUrl = `http://127.0.0.1:${String(port)}`;
  directory = await oidcServer(publicUrl, { cleo });
  await directory.start();
  const oidc = {
    issuer: directory.issuer,
    clientId: directory.clientId,
    clientSecret: directory.clientSecret,
    scopes: ['openid', 'profile', 'email'],
    groupClaim: 'groups',
    label: 'Sign in with the lab',
    roles: new Map([['lab', 'operator']] as const),
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

/** Sends a request, and cuts the connection to Postgres after the library's change, before its event is stored. */
async function cutBeforeTheEvent<T>(request: () => Promise<T>): Promise<T> {
  const { pool } = gateway.app.get(AuthHost).database;
  const holder = await pool.connect();
  await holder.query('begin; lock table access.outbox in exclusive mode');
  try {
    const answer = request();
    await eventually('the change that waits for its event', async () => {
      const { rowCount } = await holder.query(
        `select pg_terminate_backend(pid) from pg_locks
         where relation = 'access.outbox'::regclass and mode = 'RowExclusiveLock' and not granted`,
      );
      return rowCount || null;
    });
    return await answer;
  } finally {
    await holder.query('rollback');
    holder.release();
  }
}

const eventsAbout = async (...types: string[]) =>
  (await eventsOf(gateway.log.read(ALL_ACCESS))).filter(({ type }) => types.includes(type));

describe('a gateway that is killed between a change by the library and its event', () => {
  it('has not changed a password', async () => {
    const before = await eventsAbout('user_changed');
    const body = { current_password: person.password, new_password: 'another long secret' };
    const refused = await cutBeforeTheEvent(() => ana.post('/api/account/password', body));
    expect(refused.status).toBeGreaterThanOrEqual(500);
    await signIn(gateway, person);
    expect(await eventsAbout('user_changed')).toEqual(before);
    expect((await ana.post('/api/account/password', body)).status).toBe(204);
    expect(await eventsAbout('user_changed')).toHaveLength(before.length + 1);
    await ana.post('/api/account/password', { current_password: body.new_password, new_password: person.password });
  });

  it('has not disabled a second factor', async () => {
    const { query } = gateway.app.get(AuthHost).database;
    await ana.post('/api/account/totp', { password: person.password });
    const { user_id } = await ana.json<AccountView>('/api/account');
    await query.updateTable('user').set({ twoFactorEnabled: true }).where('id', '=', user_id).execute();
    const remove = () => ana.post('/api/account/totp/remove', { password: person.password });
    expect((await cutBeforeTheEvent(remove)).status).toBeGreaterThanOrEqual(500);
    expect((await ana.json<AccountView>('/api/account')).totp_enabled).toBe(true);
    expect((await remove()).status).toBe(204);
    expect((await ana.json<AccountView>('/api/account')).totp_enabled).toBe(false);
  });

  it('has created no account by a directory, and creates it at the next sign-in', async () => {
    const emails = async () => (await ana.json<Page<UserView>>('/api/users')).items.map(({ email }) => email);
    const browser = new Browser(gateway);
    await cutBeforeTheEvent(() => signInAtDirectory(browser, 'cleo'));
    expect(await emails()).toEqual([person.email]);
    expect((await browser.get('/api/session')).status).toBe(401);
    const created = await eventsAbout('user_created');
    await signInAtDirectory(browser, 'cleo');
    expect(await emails()).toContain(cleo.email);
    expect(await eventsAbout('user_created')).toHaveLength(created.length + 1);
  });
});
