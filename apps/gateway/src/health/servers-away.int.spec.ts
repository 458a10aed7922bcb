import { Listener } from '../testing/listener.ts';
import { problemOf, startServers, TestGateway, type Servers } from '../testing/test-gateway.ts';
import { eventually } from '../testing/eventually.ts';

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
      await servers.postgres.start();
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
      await servers.nats.start();
    }
    await untilReady();
    const again = await gateway.accepted(`/api/jobs/${job_id}/cancel`);
    expect(await gateway.job(job_id, again.seq + 1)).toMatchObject({
      status: 'failed',
      failure: { cause: 'cancelled' },
    });
  });
});
