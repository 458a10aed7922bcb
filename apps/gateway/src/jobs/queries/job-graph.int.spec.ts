import { connect, type NatsConnection } from '@nats-io/transport-node';
import { stepLinksSubject, type LinkedStep, type StepGraph } from '@reprise/contracts';
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

const graphOf = (jobId: string) => gateway.get<StepGraph>(`/api/jobs/${jobId}/graph`);
const steps: LinkedStep[] = [
  { process: 'ALIGN', inputs: [], may_use_others: false },
  { process: 'REPORT', inputs: ['ALIGN'], may_use_others: true },
];

describe('the graph of the steps of a job', () => {
  it('has no links before the first attempt starts', async () => {
    const { job_id } = await gateway.submit();
    expect(await graphOf(job_id)).toEqual({ work_dir: null, steps: [], unknown: 'No task has staged its inputs yet' });
  });

  it("has the links that the job's runner read, and none while no runner answers or once the work dir is gone", async () => {
    const { job_id, seq } = await gateway.submit();
    await gateway.job(job_id, seq);
    await gateway.job(job_id, await gateway.runner.start(job_id));
    const silent = await graphOf(job_id);
    expect(silent).toMatchObject({
      steps: [],
      unknown: 'The runner with the work dir of this job does not answer now',
    });
    const work_dir = silent.work_dir!;

    const asked: unknown[] = [];
    const answers = [
      { work_dir: 'present', steps },
      { work_dir: 'absent', steps: [] },
    ];
    nats.subscribe(stepLinksSubject({ runner_id: RUNNER, storage_id: STORAGE }), {
      callback: (_error, message) => {
        const { id, data } = message.json<{ id: string; data: unknown }>();
        asked.push(data);
        message.respond(JSON.stringify({ id, response: answers.shift(), isDisposed: true }));
      },
    });
    await nats.flush();
    expect(await graphOf(job_id)).toEqual({ work_dir, steps, unknown: null });
    expect(asked).toEqual([{ job_id, attempt: 1, work_dir }]);
    expect(await graphOf(job_id)).toEqual({ work_dir, steps: [], unknown: 'The work dir no longer exists' });
  });

  it('is not known to exist for an unknown job', async () => {
    const answer = await gateway.fetch('/api/jobs/01900000-0000-7000-8000-00000000ffff/graph');
    expect(answer.status).toBe(404);
  });
});
