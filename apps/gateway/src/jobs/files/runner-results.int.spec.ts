import { connect, type NatsConnection } from '@nats-io/transport-node';
import {
  resultPartSubject,
  resultsSubject,
  usageSubject,
  type FilePage,
  type ResultPartRequest,
} from '@reprise/contracts';
import { problemOf, startServers, TestGateway, type Servers } from '../../testing/test-gateway.ts';
import { jobsWithFiles } from './jobs-with-files.fixture.ts';

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

const { jobWith, caughtUp } = jobsWithFiles(() => gateway);

/** Answers in place of a runner. */
async function answer(subject: string, reply: (asked: ResultPartRequest) => unknown): Promise<void> {
  nats.subscribe(subject, {
    callback: (_error, message) => {
      const { id, data } = message.json<{ id: string; data: ResultPartRequest }>();
      message.respond(JSON.stringify({ id, response: reply(data), isDisposed: true }));
    },
  });
  await nats.flush();
}

describe('the files that a rerun would delete', () => {
  it('are counted by the runner that has them, and are empty for a job that never ran', async () => {
    const usage = { results: { files: 4, bytes: 120 }, work_dir: { files: 30, bytes: 5000 }, complete: true };
    await answer(usageSubject({ runner_id: 'runner-a', storage_id: 'storage-u' }), () => usage);
    const { job_id } = await jobWith({}, 'storage-u');
    const unstarted = await gateway.submit();
    await caughtUp();
    expect(await gateway.get(`/api/jobs/${job_id}/usage`)).toEqual(usage);
    const nothing = { files: 0, bytes: 0 };
    expect(await gateway.get(`/api/jobs/${unstarted.job_id}/usage`)).toMatchObject({
      results: nothing,
      work_dir: nothing,
    });
  });
});

describe('results on the storage of another runner', () => {
  it('are fetched from that runner in parts', async () => {
    const { job_id, url } = await jobWith({}, 'storage-b');
    await caughtUp();
    const content = 'x'.repeat(700_000);
    await answer(resultsSubject({ runner_id: 'runner-a', storage_id: 'storage-b' }), () => ({
      entries: [{ path: 'big.txt', bytes: content.length }],
      more: false,
    }));
    await answer(resultPartSubject({ runner_id: 'runner-a', storage_id: 'storage-b' }), ({ path, offset, limit }) => {
      const base64 = Buffer.from(content.slice(offset, offset + limit)).toString('base64');
      return {
        part: path === 'big.txt' ? { size: content.length, modified_at: new Date(0).toISOString(), base64 } : null,
      };
    });
    expect((await gateway.get<FilePage>(url)).items).toMatchObject([{ path: 'big.txt', bytes: 700_000 }]);
    expect(await (await gateway.fetch(`${url}/big.txt`)).text()).toBe(content);
    expect((await gateway.fetch(`${url}/other.txt`)).status).toBe(404);
    expect(job_id).toBeDefined();
  });

  it('are reported as away when that runner does not answer', async () => {
    const { url } = await jobWith({}, 'storage-c');
    await caughtUp();
    expect(await gateway.get<FilePage>(url)).toMatchObject({
      items: [],
      away: expect.stringMatching(/^The runner \S+, which keeps these results, does not answer now/),
    });
    expect(await problemOf(await gateway.fetch(url.replace('/files', '/usage')))).toMatchObject({ status: 503 });
  });

  it.each(['/files/a.vcf', '/files.zip', '/files.zip?path=a.vcf', '/ro-crate.zip'])(
    'answer 503 with the name of the runner at %s',
    async (path) => {
      const { job_id } = await jobWith({}, 'storage-c');
      await caughtUp();
      expect(await problemOf(await gateway.fetch(`/api/jobs/${job_id}${path}`))).toMatchObject({
        status: 503,
        detail: expect.stringMatching(/^The runner \S+, which keeps these results, does not answer now/),
      });
    },
  );
});
