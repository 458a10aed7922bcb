import { connect, type NatsConnection } from '@nats-io/transport-node';
import { heartbeatSubject, type ParamsCheck, type RunnerExecutor, type SheetCheck } from '@reprise/contracts';
import { STORAGE } from '@reprise/event-log/testing';
import { eventually } from '../../testing/eventually.ts';
import { startServers, TestGateway, type Servers } from '../../testing/test-gateway.ts';

const PROBLEM = 'permission denied while trying to connect to the Docker daemon socket';
const params = { input_dir: './demo/S1' };
const launch = { config: 'docker.enabled = true' };

let servers: Servers;
let gateway: TestGateway;
let nats: NatsConnection;
beforeAll(async () => {
  servers = await startServers();
  gateway = await TestGateway.start(servers);
  nats = await connect({ servers: servers.nats.url });
});
afterAll(async () => {
  await nats.close();
  await gateway.stop();
  await servers.stop();
});

/** Makes a runner report its executors. */
const report = async (host: string, executors: RunnerExecutor[]): Promise<void> => {
  const subject = heartbeatSubject(`runner-${host}`);
  const state = { runner_id: `runner-${host}`, storage_id: STORAGE, host, slots: 2, slots_taken: 0 };
  const more = { nextflow_version: '24.10.0', holds_back: null, simulated: false, lease_ms: 600_000 };
  const data = { ...state, ...more, isolation: 'user', executors };
  await eventually('the runner is heard', async () => {
    nats.publish(subject, JSON.stringify({ pattern: subject, data }));
    const { items } = await gateway.get<{ items: { host: string }[] }>('/api/runners');
    return items.find((each) => each.host === host) ?? null;
  });
};
const check = async <T = ParamsCheck>(path: string, body: object): Promise<T> =>
  (await (await gateway.post(path, { pipeline: 'toy', launch, ...body })).json()) as T;

describe('a job whose container engine no runner can use', () => {
  it('has a warning with the reason of the runner, in its check, its submission and in a samplesheet', async () => {
    await report('node-1', [{ name: 'docker', problem: PROBLEM, proof: 'processes' }]);
    const message = expect.stringContaining(`which no runner's tasks can use: ${PROBLEM} (node-1). `) as string;
    const warnings = [{ field: 'launch.config', message }];
    expect(await check('/api/jobs/check', { params })).toMatchObject({ errors: [], warnings });
    const submission = { pipeline: 'toy', sample_name: 'S1', params, launch };
    expect((await gateway.accepted('/api/jobs', submission)).warnings).toEqual(warnings);
    const text = 'sample,input_dir\nA,./demo/S1\nB,./demo/S1\n';
    const ofSheet = await check<SheetCheck>('/api/jobs/sheet/check', { text });
    expect(ofSheet).toMatchObject({ errors: [], warnings: [{ row: null, column: 'launch.config', message }] });
  });

  it('has none once a second runner can use it', async () => {
    await report('node-2', [{ name: 'docker', problem: null, proof: 'processes' }]);
    expect(await check('/api/jobs/check', { params })).toMatchObject({ errors: [], warnings: [] });
  });
});
