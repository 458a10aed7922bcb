import { jobFilter, type CommandAccepted, type SessionView } from '@reprise/contracts';
import type { TokenSecretView } from '../../contract/index.ts';
import { eventsOf } from '@reprise/event-log';
import { problemOf, startServers, TestGateway, type Servers } from '@reprise/gateway/testing/test-gateway.ts';
import type { Browser } from '@reprise/gateway/testing/browser.ts';
import { ben, firstAdmin, invite } from '@reprise/gateway/testing/people.ts';

let servers: Servers;
let gateway: TestGateway;
let ana: Browser;
let secret: string;
let benActor: string;
beforeAll(async () => {
  servers = await startServers();
  gateway = await TestGateway.start(servers);
  ana = await firstAdmin(gateway);
  const benBrowser = await invite(gateway, ana, ben);
  const made = await benBrowser.post('/api/tokens', { name: 'nightly', role: 'operator' });
  const token = (await made.json()) as TokenSecretView;
  secret = token.secret;
  benActor = `${(await benBrowser.json<SessionView>('/api/session')).actor}/token:${token.token.token_id}`;
});
afterAll(async () => {
  await gateway.stop();
  await servers.stop();
});

const body = { pipeline: 'toy', sample_name: 'S1', params: { input_dir: './demo/S1' } };
const cookieOf = (browser: Browser) => [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');

/** Submits with Ben's token and other, forged identities. Returns the actor of the event. */
async function actorOf(headers: Record<string, string>): Promise<string | undefined> {
  const { job_id } = await gateway.accepted('/api/jobs', body, { authorization: `Bearer ${secret}`, ...headers });
  const [submitted] = await eventsOf(gateway.log.read(jobFilter(job_id)));
  return submitted?.actor;
}

describe('the actor of an event', () => {
  it.each(['x-actor', 'actor', 'ce-actor', 'x-user', 'x-forwarded-user', 'x-remote-user', 'remote-user', 'from'])(
    'is the signed-in person, whatever the header %s claims',
    async (name) => {
      expect(await actorOf({ [name]: 'admin' })).toBe(benActor);
    },
  );

  it("is the token's, not that of the cookie beside it", async () => {
    expect(await actorOf({ cookie: cookieOf(ana) })).toBe(benActor);
  });

  it('is never taken from a body', async () => {
    const headers = { authorization: `Bearer ${secret}` };
    const forged = { ...body, actor: 'admin' };
    expect((await problemOf(await gateway.post('/api/jobs', forged, headers))).status).toBe(422);
    const { job_id } = await gateway.accepted('/api/jobs', body, headers);
    const cancelled = await gateway.post(`/api/jobs/${job_id}/cancel`, { reason: 'x', by: 'admin' }, headers);
    expect(cancelled.status).toBe(422);
  });

  it('is empty with a modified token, or one joined from two', async () => {
    const changed = `${secret.slice(0, -1)}${secret.endsWith('a') ? 'b' : 'a'}`;
    for (const token of [changed, `${secret}${secret}`, `${secret.slice(0, 10)}${gateway.token.slice(10)}`]) {
      const response = await gateway.post('/api/jobs', body, { authorization: `Bearer ${token}` });
      expect(response.status).toBe(401);
    }
  });

  it('is the person and the token in every event of their command', async () => {
    const headers = { authorization: `Bearer ${secret}` };
    const { job_id } = (await gateway.accepted('/api/jobs', body, headers)) satisfies CommandAccepted;
    await gateway.accepted(`/api/jobs/${job_id}/cancel`, {}, headers);
    const events = await eventsOf(gateway.log.read(jobFilter(job_id)));
    expect(new Set(events.map(({ actor }) => actor))).toEqual(new Set([benActor]));
  });
});
