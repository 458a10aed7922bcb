import type { TestServer } from '@reprise/testing';
import pg from 'pg';
import { Listener } from '../testing/listener.ts';
import { problemOf, startServers, TestGateway, type Servers } from '../testing/test-gateway.ts';
import { eventually } from '../testing/eventually.ts';

let servers: Servers;
let gateway: TestGateway;
beforeAll(async () => {
  servers = await startServers();
  await keepCommits(servers.postgres.url);
  gateway = await TestGateway.start(servers);
});
afterAll(async () => {
  await gateway.stop();
  await servers.stop();
});

/** The Postgres of the tests loses its last commits when it is killed, which no real one does. */
async function keepCommits(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`alter database ${new URL(url).pathname.slice(1)} set synchronous_commit = on`);
  await client.end();
}

/** Some of its processes may outlive a killed Postgres for a moment, and keep a new one from starting. */
const startAgain = (server: TestServer) =>
  eventually('the server starts', () =>
    server.start().then(
      () => true,
      () => null,
    ),
  );

interface Readiness {
  readonly status: string;
  readonly details: Readonly<Record<string, { readonly status: string; readonly state?: string }>>;
}
const readiness = async () => {
  const response = await gateway.fetch('/health/ready');
  return { http: response.status, ...((await response.json()) as Readiness) };
};
const untilReady = () => eventually('it is ready again', async () => ((await readiness()).http === 200 ? true : null));

describe('while Postgres is away', () => {
  it('readiness says so, reads say when to come again, and a cancel is taken all the same', async () => {
    const { job_id } = await gateway.submit();
    await gateway.runner.start(job_id);
    const listener = await Listener.open(gateway);
    await listener.wait('ready', ({ event }) => event === 'ready');
    await servers.postgres.kill();
    try {
      const { http, details } = await eventually('it shows', async () => {
        const now = await readiness();
        return now.details['database']?.status === 'down' ? now : null;
      });
      expect([http, details['log']?.status]).toEqual([503, 'up']);
      expect((await gateway.fetch('/health/live')).status).toBe(200);
      const response = await gateway.fetch('/api/jobs');
      expect(response.headers.get('retry-after')).toBe('5');
      expect(await problemOf(response)).toMatchObject({
        status: 503,
        detail: expect.stringMatching(/^The database does not answer/) as string,
      });
      const { message } = await gateway.accepted(`/api/jobs/${job_id}/cancel`, { reason: 'now' });
      expect(message).toBe('Pipeline cancelled successfully');
    } finally {
      await startAgain(servers.postgres);
    }
    await untilReady();
    expect(await gateway.job(job_id, (await gateway.log.head()).last_seq)).toMatchObject({
      pending_action: 'cancelling',
    });
    const again = listener.ended ? await Listener.open(gateway, `?last_event_id=${listener.lastId}`) : listener;
    await again.wait('the cancel', ({ data }) => data['pending_action'] === 'cancelling');
    again.leave();
  });
});

describe('while NATS is away', () => {
  it('readiness says so, commands say that nothing was changed, and reads go on', async () => {
    const { job_id, seq } = await gateway.submit();
    await gateway.job(job_id, seq);
    await servers.nats.kill();
    try {
      const { http, details } = await eventually('it shows', async () => {
        const now = await readiness();
        return now.details['log']?.status === 'down' ? now : null;
      });
      expect([http, details['database']?.status]).toEqual([503, 'up']);
      expect((await gateway.job(job_id)).status).toBe('pending');
      const response = await gateway.post(`/api/jobs/${job_id}/cancel`);
      expect(response.headers.get('retry-after')).toBe('5');
      expect(await problemOf(response)).toMatchObject({ status: 503 });
    } finally {
      await startAgain(servers.nats);
    }
    await untilReady();
    const again = await gateway.accepted(`/api/jobs/${job_id}/cancel`);
    expect(await gateway.job(job_id, again.seq + 1)).toMatchObject({
      status: 'failed',
      failure: { cause: 'cancelled' },
    });
  });
});
