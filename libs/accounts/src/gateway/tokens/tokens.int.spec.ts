import {
  userActor,
  type AuditEntry,
  type JobsSummary,
  type JobView,
  type Page,
  type SessionView,
} from '@reprise/contracts';
import type { TokenSecretView, TokenView } from '../../contract/index.ts';
import { eventually } from '@reprise/gateway/testing/eventually.ts';
import { problemOf, startServers, TestGateway, type Servers } from '@reprise/gateway/testing/test-gateway.ts';
import type { Browser } from '@reprise/gateway/testing/browser.ts';
import { ben, firstAdmin, invite } from '@reprise/gateway/testing/people.ts';

let servers: Servers;
let gateway: TestGateway;
let ana: Browser;
let benBrowser: Browser;
beforeAll(async () => {
  servers = await startServers();
  gateway = await TestGateway.start(servers);
  ana = await firstAdmin(gateway);
  benBrowser = await invite(gateway, ana, ben);
});
afterAll(async () => {
  await gateway.stop();
  await servers.stop();
});

async function make(browser: Browser, body: object): Promise<TokenSecretView> {
  const response = await browser.post('/api/tokens', body);
  expect(response.status).toBe(201);
  return (await response.json()) as TokenSecretView;
}

const withToken = (secret: string, path = '/api/session', headers: Record<string, string> = {}) =>
  gateway.fetch(path, { headers: { ...headers, authorization: `Bearer ${secret}` } });

describe('an API token over HTTP', () => {
  it('acts as its person, with its own id, and is listed with its last use', async () => {
    const { secret, token } = await make(benBrowser, { name: 'nightly', role: 'operator' });
    expect(secret.startsWith(token.start)).toBe(true);
    const days = (Date.parse(token.expires_at) - Date.now()) / 86_400_000;
    expect(Math.round(days)).toBe(90);
    const session = (await (await withToken(secret)).json()) as SessionView;
    expect(session).toMatchObject({ name: 'Ben Ito', role: 'operator', kind: 'token' });
    expect(session.actor).toMatch(new RegExp(`^user:[0-9a-f-]{36}/token:${token.token_id}$`));
    const used = await eventually('the last use', async () => {
      const { items } = await benBrowser.json<Page<TokenView>>('/api/tokens');
      return items.find(({ last_used_at }) => last_used_at !== null) ?? null;
    });
    expect(used).toMatchObject({ name: 'nightly', last_address: expect.stringMatching(/127\.0\.0\.1/) as string });
    expect(JSON.stringify(used)).not.toContain(secret);
  });

  it("has no role above its creator's, neither now nor later", async () => {
    const refused = await benBrowser.post('/api/tokens', { name: 'x', role: 'admin' });
    expect(await problemOf(refused)).toMatchObject({ status: 422, errors: [{ field: 'role' }] });
    const { secret } = await make(benBrowser, { name: 'later', role: 'operator' });
    const { user_id } = await benId();
    expect((await ana.send('PATCH', `/api/users/${user_id}`, { role: 'viewer' })).status).toBe(200);
    expect(((await (await withToken(secret)).json()) as SessionView).role).toBe('viewer');
    await ana.send('PATCH', `/api/users/${user_id}`, { role: 'operator' });
  });

  it("leaves its actions with its person: in the person's audit, and by name in the list of jobs", async () => {
    const { secret, token } = await make(benBrowser, { name: 'script', role: 'operator' });
    const { job_id, seq } = await gateway.submit({ authorization: `Bearer ${secret}` });
    const { user_id } = await benId();
    const [person, program] = [userActor({ userId: user_id }), userActor({ userId: user_id, tokenId: token.token_id })];
    const actorsOf = async (actor: string) => {
      const query = new URLSearchParams({ actor, min_seq: String(seq) }).toString();
      return new Set((await ana.json<Page<AuditEntry>>(`/api/audit?${query}`)).items.map((entry) => entry.actor));
    };
    expect(await actorsOf(program)).toEqual(new Set([program]));
    expect(await actorsOf(person)).toEqual(new Set([person, program]));
    expect(await actorsOf(userActor({ userId: user_id.slice(0, 8) }))).toEqual(new Set());
    const found = async (q: string) =>
      (await ana.json<Page<JobView>>(`/api/jobs?q=${q}`)).items.map((job) => job.job_id);
    expect([await found('BEN%20ito'), await found('Ruiz')]).toEqual([[job_id], []]);
    expect((await ana.json<JobsSummary>('/api/jobs/summary?q=ito')).total).toBe(1);
  });

  it('is invalid once it is revoked', async () => {
    const { secret, token } = await make(benBrowser, { name: 'old', role: 'viewer' });
    expect((await withToken(secret)).status).toBe(200);
    expect((await benBrowser.send('DELETE', `/api/tokens/${token.token_id}`)).status).toBe(204);
    expect((await withToken(secret)).status).toBe(401);
    expect((await benBrowser.send('DELETE', `/api/tokens/${token.token_id}`)).status).toBe(404);
  });

  it('is invalid while its person is disabled', async () => {
    const cleo = {
      name: 'Cleo Ma',
      email: 'cleo@lab.example',
      password: 'battery staple horse',
      role: 'operator',
    } as const;
    const { secret } = await make(await invite(gateway, ana, cleo), { name: 'nightly', role: 'operator' });
    expect((await withToken(secret)).status).toBe(200);
    const { user_id } = await userOf(cleo.email);
    const disable = async (disabled: boolean) =>
      expect((await ana.send('PATCH', `/api/users/${user_id}`, { disabled })).status).toBe(200);
    await disable(true);
    expect((await withToken(secret)).status).toBe(401);
    await expect(gateway.submit({ authorization: `Bearer ${secret}` })).rejects.toThrow();
    await disable(false);
    expect((await withToken(secret)).status).toBe(200);
  });

  it('of another person is revoked by admins only', async () => {
    const { token } = await make(ana, { name: 'hers', role: 'viewer' });
    expect((await benBrowser.send('DELETE', `/api/tokens/${token.token_id}`)).status).toBe(404);
    const other = await make(benBrowser, { name: 'his', role: 'viewer' });
    expect((await ana.send('DELETE', `/api/tokens/${other.token.token_id}`)).status).toBe(204);
  });

  it('decides the actor, whatever other headers or cookies claim', async () => {
    const { secret } = await make(benBrowser, { name: 'forger', role: 'viewer' });
    const { actor } = await ana.json<SessionView>('/api/session');
    const cookie = [...ana.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const forged = await withToken(secret, '/api/session', {
      cookie,
      'x-actor': actor,
      'ce-actor': actor,
      'x-forwarded-user': actor,
      'x-reprise-client': '1.2.3.4',
      'x-api-key': gateway.token,
    });
    expect(((await forged.json()) as SessionView).actor).toMatch(/\/token:/);
  });

  it('is refused to the local administrator, who has no account', async () => {
    expect((await gateway.post('/api/tokens', { name: 'x', role: 'viewer' })).status).toBe(409);
  });
});

const userOf = async (address: string) => {
  const { items } = await ana.json<Page<{ user_id: string; email: string }>>('/api/users');
  return items.find(({ email }) => email === address)!;
};
const benId = () => userOf(ben.email);
