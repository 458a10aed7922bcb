import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { PipelineList } from '@reprise/contracts';
import { waitUntil } from '@reprise/testing';
import { problemOf, startServers, TestGateway, type Servers } from '../../testing/test-gateway.ts';

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

describe('rerunning with another revision of the pipeline', () => {
  it('takes the commit of the revision, and says which one is not there', async () => {
    const source = join(gateway.folder, 'source');
    const commit = (text: string) => {
      writeFileSync(join(source, 'main.nf'), text);
      const name = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org'];
      for (const args of [
        ['add', '.'],
        ['commit', '--quiet', '--message', text],
        ['tag', text],
      ])
        execFileSync('git', ['-C', source, ...name, ...args]);
      return execFileSync('git', ['-C', source, 'rev-parse', 'HEAD'], { encoding: 'utf8' }).trim();
    };
    mkdirSync(source);
    execFileSync('git', ['-C', source, 'init', '--quiet', '--initial-branch', 'main']);
    const [first, second] = [commit('1.0'), commit('2.0')];
    const folder = join(gateway.folder, 'pipelines/versioned');
    mkdirSync(folder);
    const manifest = { name: 'versioned', repository: `file://${source}`, launch: { revision: '1.0' } };
    writeFileSync(join(folder, 'reprise.json'), JSON.stringify(manifest));
    const seen = async () => (await gateway.get<PipelineList>('/api/pipelines')).items.map(({ name }) => name);
    const isThere = async () => (await seen()).includes('versioned') || undefined;
    await waitUntil(isThere, { what: 'the pipeline is there' });

    const { job_id } = await gateway.accepted('/api/jobs', { pipeline: 'versioned', sample_name: 'S1' });
    await gateway.runner.start(job_id);
    await gateway.runner.fail(job_id);
    const rerun = (body: object) => gateway.post(`/api/jobs/${job_id}/rerun`, body);
    const unknown = await problemOf(await rerun({ revision: '9.9' }));
    expect(unknown).toMatchObject({ status: 422, errors: [{ field: 'revision' }] });
    const { seq } = await gateway.accepted(`/api/jobs/${job_id}/rerun`, { revision: '2.0', keep_results: true });
    const job = await gateway.job(job_id, seq);
    expect(job).toMatchObject({ pipeline_revision: second, launch: { revision: '2.0' }, attempt: 2 });
    expect(first).not.toBe(second);
  });

  it('is refused for a pipeline that comes from no repository', async () => {
    const { job_id } = await gateway.submit();
    await gateway.runner.start(job_id);
    await gateway.runner.fail(job_id);
    expect(await problemOf(await gateway.post(`/api/jobs/${job_id}/rerun`, { revision: '2.0' }))).toMatchObject({
      ...{
        status: 422,
        errors: [{ field: 'revision', message: expect.stringContaining('comes from no repository') as string }],
      },
    });
  });
});
