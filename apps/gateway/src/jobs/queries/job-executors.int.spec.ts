import { connect, type NatsConnection } from '@nats-io/transport-node';
import { executorsSubject, type ExecutorListing, type ExecutorListings } from '@reprise/contracts';
import { RUNNER, STORAGE } from '@reprise/event-log/testing';
import { startServers, TestGateway, type Servers } from '../../testing/test-gateway.ts';

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

const slurm: ExecutorListing = {
  name: 'slurm',
  label: 'Slurm',
  as_of: '2026-03-01T09:00:40.000Z',
  unknown: null,
  counts: [{ phase: 'waiting', state: 'PENDING', reason: 'Resources', count: 1 }],
  tasks: [
    {
      native_id: '812',
      phase: 'waiting',
      state: 'PENDING',
      reason: 'Resources',
      node: null,
      work_dir: '/work/ab',
    },
  ],
};
const listed = (jobId: string) => gateway.get<ExecutorListings>(`/api/jobs/${jobId}/executors`);

describe('the live tasks of a job on other machines', () => {
  let asked: unknown[];
  let jobId: string;
  beforeAll(async () => {
    asked = [];
    jobId = (await gateway.submit()).job_id;
    await gateway.runner.start(jobId);
    await gateway.job(jobId, await gateway.runner.observeExecutors(jobId, ['slurm', 'awsbatch']));
  });

  it("are unknown while the job's runner does not answer", async () => {
    expect((await listed(jobId)).executors).toMatchObject([
      { name: 'slurm', as_of: null, unknown: 'The runner of this job does not answer now', tasks: [] },
      { name: 'awsbatch', as_of: null },
    ]);
  });

  it("are the runner's current list, and empty for a job that has ended or has local tasks only", async () => {
    nats.subscribe(executorsSubject({ runner_id: RUNNER, storage_id: STORAGE }), {
      callback: (_error, message) => {
        const { id, data } = message.json<{ id: string; data: unknown }>();
        asked.push(data);
        message.respond(JSON.stringify({ id, response: { executors: [slurm] }, isDisposed: true }));
      },
    });
    await nats.flush();
    expect(await listed(jobId)).toEqual({ executors: [slurm] });
    expect(asked).toEqual([{ job_id: jobId, attempt: 1, work_dir: null }]);

    const local = (await gateway.submit()).job_id;
    await gateway.job(local, await gateway.runner.start(local));
    await gateway.job(jobId, await gateway.runner.succeed(jobId));
    expect([await listed(local), await listed(jobId)]).toEqual([{ executors: [] }, { executors: [] }]);
    expect(asked).toHaveLength(1);
  });
});
