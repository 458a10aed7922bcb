import { connect, type NatsConnection } from '@nats-io/transport-node';
import { heartbeatSubject, sizesSubject, type ExpectedRun, type JobSize } from '@reprise/contracts';
import { STORAGE } from '@reprise/event-log/testing';
import { eventually } from '../../testing/eventually.ts';
import { startServers, TestGateway, type Servers } from '../../testing/test-gateway.ts';

describe('the expected run of a new job', () => {
  let servers: Servers;
  let gateway: TestGateway;
  let nats: NatsConnection;
  const sizes: JobSize[] = [];
  beforeAll(async () => {
    servers = await startServers();
    gateway = await TestGateway.start(servers);
    nats = await connect({ servers: servers.nats.url });
    nats.subscribe(sizesSubject({ runner_id: 'runner-a', storage_id: STORAGE }), {
      callback: (_, message) => {
        const { id } = message.json<{ id: string }>();
        const response = { sizes, more: false, disk: { bytes: 1e12, free_bytes: 4e11 } };
        message.respond(JSON.stringify({ id, response, isDisposed: true }));
      },
    });
  });
  afterAll(async () => {
    await nats.close();
    await gateway.stop();
    await servers.stop();
  });

  async function complete(minutes: number): Promise<void> {
    const { job_id } = await gateway.submit();
    await gateway.runner.start(job_id);
    await gateway.runner.succeed(job_id, 1, { duration_ms: minutes * 60_000 });
    const measured_at = new Date().toISOString();
    sizes.push({ job_id, results_bytes: 1000, work_dir_bytes: minutes * 100, other_disk_bytes: 0, measured_at });
  }
  const read = async () =>
    gateway.get<ExpectedRun>(`/api/pipelines/toy/expected?min_seq=${String((await gateway.log.head()).last_seq)}`);

  it('is unknown while fewer than five jobs have completed, or no runner is active', async () => {
    for (const minutes of [10, 20, 30, 40]) await complete(minutes);
    expect(await read()).toEqual({ pipeline: 'toy', duration_ms: null, disk_bytes: null, free_slots: null });
  });

  it('has the usual duration and disk space of the last completed jobs, and the free slots', async () => {
    await complete(50);
    const failed = (await gateway.submit()).job_id;
    await gateway.runner.start(failed);
    await gateway.runner.fail(failed);
    const expected = await eventually('the runner is heard and its sizes are read', async () => {
      nats.publish(
        heartbeatSubject('runner-a'),
        JSON.stringify({
          pattern: heartbeatSubject('runner-a'),
          data: {
            runner_id: 'runner-a',
            storage_id: STORAGE,
            slots: 3,
            slots_taken: 1,
            nextflow_version: '24.10.0',
            holds_back: null,
            simulated: false,
            lease_ms: 600_000,
          },
        }),
      );
      const run = await read();
      return run.disk_bytes && run.free_slots !== null ? run : null;
    });
    expect(expected).toEqual({
      pipeline: 'toy',
      duration_ms: { jobs: 5, lower: 20 * 60_000, median: 30 * 60_000, upper: 40 * 60_000 },
      disk_bytes: { jobs: 5, lower: 3000, median: 4000, upper: 5000 },
      free_slots: 2,
    });
  });
});
