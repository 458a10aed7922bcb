import type { CommandAccepted } from '@reprise/contracts';
import type { TokenSecretView, UserView } from '../../contract/index.ts';
import { problemOf, startServers, TestGateway, type Servers } from '@reprise/gateway/testing/test-gateway.ts';
import type { Browser } from '@reprise/gateway/testing/browser.ts';
import { AuthHost } from '../better-auth/auth-host.ts';
import { ana as person, ben, firstAdmin, invite, signIn } from '@reprise/gateway/testing/people.ts';

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

/** Sends a signal to the process of a connection, which may have ended. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

it('accepts the cancel of an identified person while Postgres hangs', async () => {
  const { job_id } = (await (
    await ana.post('/api/jobs', { pipeline: 'toy', sample_name: 'S1', params: { input_dir: './demo/S1' } })
  ).json()) as CommandAccepted;
  const { rows } = await gateway.app
    .get(AuthHost)
    .database.pool.query<{ pid: number }>('select pid from pg_stat_activity where datname = current_database()');
  try {
    rows.forEach(({ pid }) => signal(pid, 'SIGSTOP'));
    expect((await ana.post(`/api/jobs/${job_id}/cancel`)).status).toBe(202);
  } finally {
    rows.forEach(({ pid }) => signal(pid, 'SIGCONT'));
  }
});

it('keeps identified people signed in while Postgres is away, reports this to others, and signs no one out halfway', async () => {
  const { secret } = (await (
    await ana.post('/api/tokens', { name: 'nightly', role: 'admin' })
  ).json()) as TokenSecretView;
  const byToken = { authorization: `Bearer ${secret}` };
  const unseen = await signIn(gateway, person);
  expect((await gateway.fetch('/api/session', { headers: byToken })).status).toBe(200);
  expect((await ana.get('/api/session')).status).toBe(200);
  // When it is killed, the test server may lose its last commits, which may include a session.
  await gateway.app
    .get(AuthHost)
    .database.pool.query(`begin; set local synchronous_commit to on; update "user" set "updatedAt" = now(); commit`);
  await servers.postgres.kill();
  try {
    expect((await ana.get('/api/session')).status).toBe(200);
    expect((await gateway.fetch('/api/session', { headers: byToken })).status).toBe(200);
    const problem = await problemOf(await unseen.get('/api/session'));
    expect(problem).toMatchObject({ status: 503, detail: expect.stringContaining('who you are') as string });
    const refused = await unseen.post('/api/sign-in/password', { email: person.email, password: person.password });
    expect(refused.status).toBe(503);
    const stays = await problemOf(await ana.post('/api/session/sign-out'));
    expect(stays).toMatchObject({ status: 503, detail: expect.stringContaining('still signed in') as string });
  } finally {
    await servers.postgres.start();
  }
  expect((await unseen.get('/api/session')).status).toBe(200);
  expect((await ana.get('/api/session')).status).toBe(200);
  expect((await ana.post('/api/session/sign-out')).status).toBe(204);
  expect((await ana.get('/api/session')).status).toBe(401);
});

it('refuses a person whose account another gateway disabled before Postgres went away', async () => {
  const other = await TestGateway.start(servers);
  try {
    const admin = await signIn(gateway, person);
    await invite(gateway, admin, ben);
    const known = await signIn(other, ben);
    const made = await known.post('/api/tokens', { name: 'nightly', role: 'operator' });
    const byToken = { authorization: `Bearer ${((await made.json()) as TokenSecretView).secret}` };
    const unchanged = await signIn(other, person);
    const look = async () => [
      (await known.get('/api/session')).status,
      (await other.fetch('/api/session', { headers: byToken })).status,
      (await unchanged.get('/api/session')).status,
    ];
    expect(await look()).toEqual([200, 200, 200]);
    const { items } = await admin.json<{ items: UserView[] }>('/api/users');
    const { user_id } = items.find(({ email }) => email === ben.email)!;
    expect((await admin.send('PATCH', `/api/users/${user_id}`, { disabled: true })).status).toBe(200);
    await servers.postgres.kill();
    try {
      expect(await look()).toEqual([503, 503, 200]);
    } finally {
      await servers.postgres.start();
    }
  } finally {
    await other.stop();
  }
});
