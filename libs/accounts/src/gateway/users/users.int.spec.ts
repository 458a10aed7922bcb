import type { Page, PeopleView, SessionView } from '@reprise/contracts';
import type { OneTimeLink, OpenInvite, UserView } from '../../contract/index.ts';
import { problemOf, startServers, TestGateway, type Servers } from '@reprise/gateway/testing/test-gateway.ts';
import { AuthHost } from '../better-auth/auth-host.ts';
import { Browser } from '@reprise/gateway/testing/browser.ts';
import { ana as anaRuiz, ben, firstAdmin, invite, signIn } from '@reprise/gateway/testing/people.ts';

let servers: Servers;
let gateway: TestGateway;
let ana: Browser;
beforeAll(async () => {
  servers = await startServers();
  gateway = await TestGateway.start(servers);
  ana = await firstAdmin(gateway);
});
afterAll(async () => {
  await gateway.stop();
  await servers.stop();
});

const users = async () => (await ana.json<Page<UserView>>('/api/users')).items;
const userOf = async (email: string) => (await users()).find((user) => user.email === email)!;
const secretOf = async (response: Response) => ((await response.json()) as OneTimeLink).path.split('#')[1]!;

describe('an invite of a user', () => {
  it('names inviter and role, creates the account with its role, and works once', async () => {
    const made = await ana.post('/api/users/invites', { email: 'Ben@lab.example', role: 'operator' });
    const secret = await secretOf(made);
    const guest = new Browser(gateway);
    const shown = await guest.post('/api/invites/show', { secret });
    expect(await shown.json()).toMatchObject({
      kind: 'invite',
      email: ben.email,
      role: 'operator',
      invited_by: 'Ana Ruiz',
    });
    const both = await Promise.all(
      [1, 2].map(() =>
        new Browser(gateway).post('/api/invites/accept', { secret, name: ben.name, password: ben.password }),
      ),
    );
    expect(both.map(({ status }) => status).sort()).toEqual([200, 410]);
    expect(await (await signIn(gateway, ben)).json<SessionView>('/api/session')).toMatchObject({
      name: 'Ben Ito',
      role: 'operator',
      kind: 'person',
    });
    expect(await userOf(ben.email)).toMatchObject({ has_password: true, passkeys: 0 });
    expect((await guest.post('/api/invites/show', { secret })).status).toBe(410);
    expect((await guest.post('/api/invites/show', { secret: 'guess' })).status).toBe(404);
  });

  it('stops working when it is withdrawn, or replaced for the same person', async () => {
    const first = await secretOf(await ana.post('/api/users/invites', { email: 'cy@lab.example', role: 'viewer' }));
    const second = await secretOf(await ana.post('/api/users/invites', { email: 'cy@lab.example', role: 'viewer' }));
    expect((await ana.post('/api/invites/show', { secret: first })).status).toBe(410);
    const { items } = await ana.json<Page<OpenInvite>>('/api/users/invites');
    expect(items.map(({ email }) => email)).toEqual(['cy@lab.example']);
    expect((await ana.send('DELETE', `/api/users/invites/${items[0]!.invite_id}`)).status).toBe(204);
    expect((await ana.post('/api/invites/show', { secret: second })).status).toBe(410);
  });

  it('works only while its creator is an admin, like a reset link', async () => {
    const dan = { name: 'Dan Roy', email: 'dan@lab.example', password: 'a password of Dan', role: 'admin' } as const;
    const other = await invite(gateway, ana, dan);
    const secrets = [
      await secretOf(await other.post('/api/users/invites', { email: 'eve@lab.example', role: 'admin' })),
      await secretOf(await other.post(`/api/users/${(await userOf(anaRuiz.email)).user_id}/reset`)),
    ];
    const { user_id } = await userOf(dan.email);
    const statuses = async (path: string, body: object) =>
      Promise.all(secrets.map(async (secret) => (await new Browser(gateway).post(path, { secret, ...body })).status));
    const accepted = { name: 'Eve Lund', password: 'a password of Eve' };
    for (const change of [{ role: 'operator' }, { role: 'admin', disabled: true }]) {
      expect(await statuses('/api/invites/show', {})).toEqual([200, 200]);
      expect((await ana.send('PATCH', `/api/users/${user_id}`, change)).status).toBe(200);
      expect(await statuses('/api/invites/show', {})).toEqual([410, 410]);
      expect(await statuses('/api/invites/accept', accepted)).toEqual([410, 410]);
      await ana.send('PATCH', `/api/users/${user_id}`, { role: 'admin', disabled: false });
    }
    expect((await ana.send('DELETE', `/api/users/${user_id}`)).status).toBe(204);
    expect(await statuses('/api/invites/accept', accepted)).toEqual([410, 410]);
  });

  it('creates no account after it has expired', async () => {
    const made = await ana.post('/api/users/invites', { email: 'late@lab.example', role: 'viewer' });
    const { query } = gateway.app.get(AuthHost).database;
    const over = { expires_at: new Date(Date.now() - 1) };
    await query.updateTable('one_time_link').set(over).where('email', '=', 'late@lab.example').execute();
    const body = { secret: await secretOf(made), name: 'Late Guest', password: 'a password for later' };
    const guest = new Browser(gateway);
    expect((await guest.post('/api/invites/show', { secret: body.secret })).status).toBe(410);
    expect((await guest.post('/api/invites/accept', body)).status).toBe(410);
    expect((await guest.get('/api/session')).status).toBe(401);
  });

  it('is refused for a person with an account', async () => {
    expect((await ana.post('/api/users/invites', { email: ben.email, role: 'viewer' })).status).toBe(409);
  });
});

describe('a user name', () => {
  it('belongs to one account only, in any case, and a link that was refused for it still works', async () => {
    const taken = { status: 422, errors: [{ field: 'name' }] };
    const person = { email: 'flo@lab.example', role: 'viewer' };
    expect(await problemOf(await ana.post('/api/users/invites', { ...person, name: 'ana RUIZ' }))).toMatchObject(taken);
    const secret = await secretOf(await ana.post('/api/users/invites', person));
    const flo = new Browser(gateway);
    const accepted = { secret, password: 'a password of Flo' };
    const names = ['BEN ITO', 'Flo Berg'];
    const [refused, made] = [
      await flo.post('/api/invites/accept', { ...accepted, name: names[0] }),
      await flo.post('/api/invites/accept', { ...accepted, name: names[1] }),
    ];
    expect(await problemOf(refused)).toMatchObject(taken);
    expect(made.status).toBe(200);
    expect(await problemOf(await flo.send('PATCH', '/api/account', { name: 'Ana Ruiz' }))).toMatchObject(taken);
    expect((await flo.send('PATCH', '/api/account', { name: 'flo berg' })).status).toBe(200);
  });
});

describe('a reset link', () => {
  it('sets a new password, and ends every session and the lock of the account', async () => {
    const before = await signIn(gateway, ben);
    for (let n = 0; n < 10; n++) await before.post('/api/sign-in/password', { email: ben.email, password: 'x' });
    expect((await before.post('/api/sign-in/password', ben_)).status).toBe(429);
    const { user_id } = await userOf(ben.email);
    const secret = await secretOf(await ana.post(`/api/users/${user_id}/reset`));
    const password = 'another long password';
    const after = new Browser(gateway);
    expect((await after.post('/api/invites/accept', { secret, password })).status).toBe(200);
    expect((await before.get('/api/session')).status).toBe(401);
    expect((await after.get('/api/session')).status).toBe(200);
    await after.post('/api/invites/accept', { secret, password: ben.password });
    expect((await signIn(gateway, { email: ben.email, password })).cookies.size).toBe(1);
    await reset(user_id, ben.password);
  });
});

describe('a user account', () => {
  it('is signed out at once when it is disabled, and signs in with its password when it is enabled', async () => {
    const browser = await signIn(gateway, ben);
    const { user_id } = await userOf(ben.email);
    expect((await ana.send('PATCH', `/api/users/${user_id}`, { disabled: true })).status).toBe(200);
    expect((await browser.get('/api/session')).status).toBe(401);
    const refused = await browser.post('/api/sign-in/password', ben_);
    expect((await problemOf(refused)).detail).toContain('disabled');
    await ana.send('PATCH', `/api/users/${user_id}`, { disabled: false });
    // Sessions that were open before remain signed out.
    expect((await browser.get('/api/session')).status).toBe(401);
    expect((await browser.post('/api/sign-in/password', ben_)).status).toBe(200);
  });

  it('has its new role in open sessions', async () => {
    const browser = await signIn(gateway, ben);
    const { user_id } = await userOf(ben.email);
    await ana.send('PATCH', `/api/users/${user_id}`, { role: 'reviewer' });
    expect((await browser.json<SessionView>('/api/session')).role).toBe('reviewer');
  });

  it('is visible to viewers by name only', async () => {
    const vi = { name: 'Vi Ek', email: 'vi@lab.example', role: 'viewer', password: 'a quite long password' } as const;
    await invite(gateway, ana, vi);
    const seen = await (await signIn(gateway, vi)).json<PeopleView>('/api/people');
    const known = await (await signIn(gateway, ben)).json<PeopleView>('/api/people');
    expect(known.people.find(({ name }) => name === vi.name)).toMatchObject({ email: vi.email, role: 'viewer' });
    expect(JSON.stringify(seen)).not.toContain('@');
    expect(seen.people).toEqual(known.people.map((one) => ({ ...one, email: null, role: null, disabled: null })));
    expect(seen.tokens).toEqual(known.tokens.map((token) => ({ ...token, role: null })));
  });

  it('of the last admin cannot be disabled, demoted or erased', async () => {
    const { user_id } = await userOf(anaRuiz.email);
    for (const refused of [
      await ana.send('PATCH', `/api/users/${user_id}`, { role: 'viewer' }),
      await ana.send('PATCH', `/api/users/${user_id}`, { disabled: true }),
      await ana.send('DELETE', `/api/users/${user_id}`),
    ])
      expect(refused.status).toBe(409);
    expect((await ana.get('/api/session')).status).toBe(200);
  });

  it('stays an admin for one of two admins who demote each other simultaneously', async () => {
    const eva = {
      name: 'Eva Lund',
      email: 'eva@lab.example',
      password: 'staple horse battery',
      role: 'admin',
    } as const;
    const browser = await invite(gateway, ana, eva);
    const [own, other] = [await userOf(anaRuiz.email), await userOf(eva.email)];
    const demoted = await Promise.all([
      ana.send('PATCH', `/api/users/${other.user_id}`, { role: 'viewer' }),
      browser.send('PATCH', `/api/users/${own.user_id}`, { role: 'viewer' }),
    ]);
    expect(demoted.filter(({ status }) => status === 200)).toHaveLength(1);
    const admin = (await ana.json<SessionView>('/api/session')).role === 'admin' ? ana : browser;
    await admin.send('PATCH', `/api/users/${own.user_id}`, { role: 'admin' });
    expect((await ana.send('DELETE', `/api/users/${other.user_id}`)).status).toBe(204);
  });

  it('leaves its id and role after an erasure, and no name, address or means of sign-in', async () => {
    const browser = await signIn(gateway, ben);
    const { user_id } = await userOf(ben.email);
    expect((await ana.send('DELETE', `/api/users/${user_id}`)).status).toBe(204);
    expect((await browser.get('/api/session')).status).toBe(401);
    expect((await browser.post('/api/sign-in/password', ben_)).status).toBe(401);
    const { people } = await ana.json<PeopleView>('/api/people');
    expect(people.find((person) => person.user_id === user_id)).toEqual({
      user_id,
      name: `Former user ${user_id.slice(0, 4)}`,
      email: null,
      initials: '',
      role: 'reviewer',
      erased: true,
      disabled: true,
    });
    const pool = gateway.app.get(AuthHost).database.pool;
    const { rows } = await pool.query<{ name: string }>(
      `select table_name as name from information_schema.tables where table_schema = 'access'`,
    );
    for (const { name } of rows) {
      const { rows: all } = await pool.query(`select * from access."${name}"`);
      expect([name, JSON.stringify(all)]).not.toEqual([name, expect.stringMatching(/Ben Ito|ben@lab/)]);
    }
    await invite(gateway, ana, { ...ben, password: 'yet another password' });
  });
});

const ben_ = { email: ben.email, password: ben.password };

async function reset(userId: string, password: string): Promise<void> {
  const secret = await secretOf(await ana.post(`/api/users/${userId}/reset`));
  await new Browser(gateway).post('/api/invites/accept', { secret, password });
}
