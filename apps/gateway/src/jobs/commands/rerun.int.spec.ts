import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AttemptView, PipelineList } from '@reprise/contracts';
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

describe('a rerun with another revision of the pipeline', () => {
  it('uses the commit of the revision, and names a revision that does not exist', async () => {
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

  it('is refused for a pipeline without a repository', async () => {
    const { job_id } = await gateway.submit();
    await gateway.runner.start(job_id);
    await gateway.runner.fail(job_id);
    expect(await problemOf(await gateway.post(`/api/jobs/${job_id}/rerun`, { revision: '2.0' }))).toMatchObject({
      status: 422,
      errors: [{ field: 'revision', message: expect.stringContaining('comes from no repository') as string }],
    });
  });
});

describe('a job whose tasks ran on an executor that cannot be queried', () => {
  it('has them in the previews and the attempts, also after an attempt that never started', async () => {
    const { job_id } = await gateway.submit();
    await gateway.runner.start(job_id);
    await gateway.runner.observeExecutors(job_id, ['google-batch']);
    await gateway.runner.fail(job_id, 1, 'killed');
    await gateway.accepted(`/api/jobs/${job_id}/rerun`, { keep_work_dir: true });
    await gateway.runner.claim(job_id, 2);
    await gateway.runner.fail(job_id, 2, 'start_failed');
    await gateway.job(job_id, (await gateway.log.head()).last_seq);
    const may_remain = { attempt: 1, executors: ['google-batch'] };
    expect(await gateway.get(`/api/jobs/${job_id}/rerun/preview`)).toMatchObject({ may_remain });
    expect(await (await gateway.post(`/api/jobs/${job_id}/preview`, {})).json()).toMatchObject({ may_remain });
    const { items } = await gateway.get<{ items: AttemptView[] }>(`/api/jobs/${job_id}/attempts`);
    expect(items.map(({ unasked }) => unasked)).toEqual([['google-batch'], undefined]);
  });
});

describe('a rerun of a job whose inputs are gone', () => {
  /** A completed job that read two files. The second file was deleted. */
  const made = async () => {
    const input_dir = join(gateway.folder, 'inputs', `gone-${randomUUID()}`);
    mkdirSync(input_dir);
    const paths = ['R1.fastq', 'R2.fastq'].map((name) => join(input_dir, name));
    for (const path of paths) writeFileSync(path, 'reads');
    const body = { pipeline: 'toy', sample_name: 'S1', params: { input_dir } };
    const { job_id } = await gateway.accepted('/api/jobs', body);
    await gateway.runner.start(job_id);
    const inputs = paths.map((path) => ({ path, bytes: 5, sha256: null, read_at: null, problem: 'not_read' as const }));
    await gateway.runner.observeInputs(job_id, inputs);
    await gateway.runner.succeed(job_id);
    await gateway.job(job_id, (await gateway.log.head()).last_seq);
    rmSync(paths[1]!);
    return { job_id, gone: paths[1]!, input_dir };
  };

  it('is refused with their names before any deletion, also in the preview, and is recorded', async () => {
    const { job_id, gone, input_dir } = await made();
    expect(await gateway.get(`/api/jobs/${job_id}/rerun/preview`)).toEqual({
      missing_inputs: [{ field: 'params.input_dir', path: gone }],
      may_remain: null,
    });
    expect(await problemOf(await gateway.post(`/api/jobs/${job_id}/rerun`))).toMatchObject({
      status: 409,
      detail: expect.stringContaining(`Cannot rerun: ${gone} is not there any more.`) as string,
    });
    rmSync(input_dir, { recursive: true });
    expect(await problemOf(await gateway.post(`/api/jobs/${job_id}/rerun`))).toMatchObject({
      detail: expect.stringContaining(`Cannot rerun: ${input_dir} is not there any more.`) as string,
    });
    expect((await gateway.typesOf(job_id)).filter((type) => type.startsWith('rerun'))).toEqual([
      'rerun_refused',
      'rerun_refused',
    ]);
    expect(await gateway.job(job_id)).toMatchObject({ status: 'completed', attempt: 1 });
  });

  it('is accepted with a warning if the results are kept, and without one for other inputs', async () => {
    const { job_id, gone } = await made();
    const { warnings } = await gateway.accepted(`/api/jobs/${job_id}/rerun`, { keep_results: true });
    expect(warnings).toEqual([{ field: 'params.input_dir', message: `is not there any more: ${gone}` }]);
    const other = await made();
    const params = { input_dir: join(gateway.folder, 'inputs/S2') };
    expect(await gateway.accepted(`/api/jobs/${other.job_id}/rerun`, { params })).not.toHaveProperty('warnings');
  });
});
