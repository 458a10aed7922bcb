import type { TokenSecretView } from '@reprise/contracts';
import pg from 'pg';
import { problemOf, startServers, TestGateway, type Servers } from '../../testing/test-gateway.ts';
import type { Browser } from '../testing/browser.ts';
import { ana as person, firstAdmin, signIn } from '../testing/people.ts';

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

async function checkpoint(): Promise<void> {
  const client = new pg.Client({ connectionString: servers.postgres.url });
  await client.connect();
  await client.query('checkpoint');
  await client.end();
}

it('lets go on whom it knew while Postgres is away, and says so to others', async () => {
  const { secret } = (await (
    await ana.post('/api/tokens', { name: 'nightly', role: 'admin' })
  ).json()) as TokenSecretView;
  const byToken = { authorization: `Bearer ${secret}` };
  const unseen = await signIn(gateway, person);
  expect((await gateway.fetch('/api/session', { headers: byToken })).status).toBe(200);
  expect((await ana.get('/api/session')).status).toBe(200);
  // The Postgres of the tests does not fsync: without this it may forget the sign-in.
  await checkpoint();
  await servers.postgres.kill();
  try {
    expect((await ana.get('/api/session')).status).toBe(200);
    expect((await gateway.fetch('/api/session', { headers: byToken })).status).toBe(200);
    const problem = await problemOf(await unseen.get('/api/session'));
    expect(problem).toMatchObject({ status: 503, detail: expect.stringContaining('who you are') as string });
    const refused = await unseen.post('/api/sign-in/password', { email: person.email, password: person.password });
    expect(refused.status).toBe(503);
  } finally {
    await servers.postgres.start();
  }
  expect((await unseen.get('/api/session')).status).toBe(200);
});
