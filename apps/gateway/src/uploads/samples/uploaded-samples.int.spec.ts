import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ParamsCheck, UploadedSamplePage } from '@reprise/contracts';
import { problemOf, startServers, TestGateway, type Servers } from '../../testing/test-gateway.ts';
import { fastq, uploadClient } from '../testing/upload-client.ts';

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

const { find, ready, make, made } = uploadClient(() => gateway);

describe('a sample', () => {
  it('is a folder with the pair under the names that pipelines expect, which a job takes as its input', async () => {
    const [one, two] = [fastq(20), fastq(20)];
    const ids = [await ready('x_R2.fastq.gz', two), await ready('x_R1.fastq.gz', one)];
    const sample = await made('PAT-7', ...ids);
    expect(sample).toMatchObject({ name: 'PAT-7', reads: 20, is_paired: true, upload_ids: ids, used_by: [] });
    expect(readdirSync(sample.input_dir).sort()).toEqual(['PAT-7_R1.fastq.gz', 'PAT-7_R2.fastq.gz']);
    expect(readFileSync(join(sample.input_dir, 'PAT-7_R1.fastq.gz')).equals(one)).toBe(true);
    expect(readFileSync(join(sample.input_dir, 'PAT-7_R2.fastq.gz')).equals(two)).toBe(true);
    expect((await find(ids[0]!)).sample_id).toBe(sample.sample_id);
    const params = { input_dir: sample.input_dir };
    const response = await gateway.post('/api/jobs/check', { pipeline: 'toy', params });
    expect((await response.json()) as ParamsCheck).toMatchObject({ errors: [] });
  });

  it('has one pair of several lanes, in their order', async () => {
    const lanes = { L001: [fastq(3), fastq(3)], L002: [fastq(5), fastq(5)] } as const;
    const ids: string[] = [];
    for (const [lane, pair] of Object.entries(lanes).reverse())
      for (const [i, bytes] of pair.entries())
        ids.push(await ready(`S_S1_${lane}_R${String(i + 1)}_001.fastq.gz`, bytes));
    const sample = await made('S', ...ids);
    expect(sample).toMatchObject({ reads: 8, is_paired: true });
    expect(readdirSync(sample.input_dir).sort()).toEqual(['S_R1.fastq.gz', 'S_R2.fastq.gz']);
    const expected = Buffer.concat([lanes.L001[1], lanes.L002[1]]);
    expect(readFileSync(join(sample.input_dir, 'S_R2.fastq.gz')).equals(expected)).toBe(true);
  });

  it('is refused where the files of a pair differ in their reads, with both counts', async () => {
    const ids = [await ready('u_R1.fastq.gz', fastq(1001)), await ready('u_R2.fastq.gz', fastq(1000))];
    expect(await problemOf(await make('U', ...ids))).toMatchObject({
      status: 422,
      errors: [
        {
          field: 'upload_ids',
          message:
            'u_R1.fastq.gz has 1,001 reads and u_R2.fastq.gz 1,000 reads: both files of a pair must have as many. One of them may have been cut off.',
        },
      ],
    });
  });

  it.each(['../x', '', '-x', 'a b', 'a/b', 'x'.repeat(64), 'ä'])('is not called %j', async (name) => {
    const problem = await problemOf(await make(name, '0196f0d0-22bb-7cc1-8a11-2d3e4f5a6b7c'));
    expect([problem.status, problem.errors?.[0]?.field]).toEqual([422, 'name']);
  });

  it('takes each upload once', async () => {
    const id = await ready('once_R1.fastq.gz', fastq(1));
    expect(await problemOf(await make('O', id, id))).toMatchObject({
      status: 422,
      detail: 'upload_ids.1: is named twice',
    });
    const both = await Promise.all([make('O', id), make('O', id)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await problemOf(await gateway.fetch(`/api/uploads/${id}`, { method: 'DELETE' }))).toMatchObject({
      status: 409,
      detail: 'once_R1.fastq.gz is a part of the sample O. Delete the sample instead.',
    });
  });

  it('stays while a job that is not over uses it, and goes with its uploads after that', async () => {
    const id = await ready('used_R1.fastq.gz', fastq(1));
    const { sample_id, input_dir } = await made('used', id);
    const body = { pipeline: 'toy', sample_name: 'used', params: { input_dir } };
    const { job_id } = await gateway.accepted('/api/jobs', body);
    const remove = () => gateway.fetch(`/api/uploads/samples/${sample_id}`, { method: 'DELETE' });
    expect(await problemOf(await remove())).toMatchObject({
      status: 409,
      detail: `used is the input of used (job ${job_id}), which is not over. Cancel the job or wait for its end.`,
    });
    const samples = await gateway.get<UploadedSamplePage>('/api/uploads/samples');
    expect(samples.items.find((each) => each.sample_id === sample_id)?.used_by).toEqual([
      { job_id, sample_name: 'used' },
    ]);
    expect(existsSync(input_dir)).toBe(true);
    await gateway.accepted(`/api/jobs/${job_id}/cancel`, {});
    expect((await remove()).status).toBe(204);
    expect(existsSync(input_dir)).toBe(false);
    expect(await find(id)).toBeUndefined();
  });
});
