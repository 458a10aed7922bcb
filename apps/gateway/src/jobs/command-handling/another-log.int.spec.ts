import { jetstreamManager } from '@nats-io/jetstream';
import { connect } from '@nats-io/transport-node';
import { STREAM } from '@reprise/contracts';
import { openJetStreamLog } from '@reprise/event-log';
import { reseed } from '@reprise/audit-integrity';
import { READ_MODEL, TRUST } from '../../shared/servers/tokens.ts';
import { eventually } from '../../testing/eventually.ts';
import { problemOf, startServers, TestGateway, type Servers } from '../../testing/test-gateway.ts';

let servers: Servers;
let gateway: TestGateway;
let standby: TestGateway;
beforeAll(async () => {
  servers = await startServers();
  gateway = await TestGateway.start(servers);
  standby = await TestGateway.start(servers);
});
afterAll(async () => {
  await standby.stop();
  await gateway.stop();
  await servers.stop();
});

const nats = () => ({ servers: servers.nats.url, name: 'test' });

async function removeStream(): Promise<void> {
  const nc = await connect(nats());
  await (await jetstreamManager(nc)).streams.delete(STREAM);
  await nc.close();
}

const readiness = async (of: TestGateway) => {
  const response = await of.fetch('/health/ready');
  const { details } = (await response.json()) as { details: { projection: { state: string; message?: string } } };
  return { http: response.status, ...details.projection };
};
const saysSo = (of: TestGateway) =>
  eventually('readiness says so', async () => {
    const now = await readiness(of);
    return now.state === 'stream_changed' ? now : null;
  });
const whatToDo = expect.stringMatching(/^The event log is not what it was.*npm run reseed; docs\/audit\.md/) as string;

it('rejects commands while the log is a different one, explains the repair, and accepts them after the log is seeded again', async () => {
  const { job_id, seq } = await gateway.submit();
  await gateway.job(job_id, seq);
  await removeStream();
  expect(await problemOf(await gateway.post(`/api/jobs/${job_id}/cancel`))).toMatchObject({
    status: 503,
    detail: whatToDo,
  });

  const { log: empty } = await openJetStreamLog(nats());
  for (const each of [gateway, standby]) {
    const response = await each.post(`/api/jobs/${job_id}/cancel`);
    expect(response.headers.get('retry-after')).toBe('60');
    expect(await problemOf(response)).toMatchObject({ status: 503, detail: whatToDo });
    const body = { pipeline: 'toy', sample_name: 'S1', params: { input_dir: './demo/S1' } };
    expect(await problemOf(await each.post('/api/jobs', body))).toMatchObject({ status: 503, detail: whatToDo });
    expect(await saysSo(each)).toMatchObject({ http: 503, message: whatToDo });
  }
  expect((await gateway.job(job_id)).status).toBe('pending');
  expect((await empty.head()).last_seq).toBe(0);
  await empty.close();

  await reseed({ readModel: gateway.app.get(READ_MODEL), nats: nats(), trust: gateway.app.get(TRUST) });
  const { seq: cancelled } = await gateway.accepted(`/api/jobs/${job_id}/cancel`);
  expect(await gateway.job(job_id, cancelled + 1)).toMatchObject({ status: 'failed' });
  await eventually('readiness is back', async () => ((await readiness(standby)).http === 200 ? true : null));
});
