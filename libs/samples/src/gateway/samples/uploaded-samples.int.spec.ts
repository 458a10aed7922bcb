import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import type { ParamsCheck } from '@reprise/contracts';
import type { UploadedSamplePage } from '../../contract/index.ts';
import { makeEvent, newId, type Fact } from '@reprise/event-log';
import type { ChangeFeed, ReadModel } from '@reprise/read-model';
import pg from 'pg';
import { InputTrail } from '@reprise/gateway/shared/inputs/input-trail.ts';
import { CHANGE_FEED, READ_MODEL } from '@reprise/gateway/shared/servers/tokens.ts';
import { problemOf, startServers, TestGateway, type Servers } from '@reprise/gateway/testing/test-gateway.ts';
import { UploadsFolder } from '../files/uploads-folder.ts';
import { fastq, list, uploadClient } from '../testing/upload-client.ts';

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

const remove = (sampleId: string) => gateway.fetch(`/api/uploads/samples/${sampleId}`, { method: 'DELETE' });
const removeUpload = (id: string) => gateway.fetch(`/api/uploads/${id}`, { method: 'DELETE' });

/**
 * Creates a sample, and sends another request that is answered before the sample is recorded. Returns both responses.
 */
async function whileMade(name: string, id: string, ask: () => Promise<Response>): Promise<[Response, Response]> {
  const trail = gateway.app.get(InputTrail);
  const assertAnswers = trail.assertAnswers.bind(trail);
  using asserting = jest.spyOn(trail, 'assertAnswers');
  let answer: Response | undefined;
  asserting.mockImplementationOnce(async () => {
    answer = await ask();
    await assertAnswers();
  });
  const making = await make(name, id);
  return [making, answer!];
}

/** Appends the submission of a job as another gateway would. Returns the job id. */
async function submitElsewhere(changes: object): Promise<string> {
  const subject = newId();
  const asked = { sample_name: 'S', pipeline: 'toy', pipeline_revision: 'r', params: {}, inputs: [] };
  const data = { ...asked, queue: 'default', priority: 0, reason: null, ...changes };
  const context = { source: '/reprise/test', correlation_id: newId(), causation_id: newId() };
  const at = { id: newId(), time: new Date().toISOString(), actor: 'ada' };
  await gateway.log.append(makeEvent({ type: 'submitted', subject, data } as Fact, { ...at, ...context }));
  return subject;
}

describe('an uploaded sample', () => {
  it('is a folder with the pair under the names that pipelines expect, which a job uses as its input', async () => {
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

  it('has one pair from several lanes, in their order', async () => {
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

  it('reserves the space of its joined lanes before it is recorded, and releases it if that fails', async () => {
    const lanes = [fastq(3), fastq(5)];
    const ids: string[] = [];
    for (const [i, bytes] of lanes.entries()) ids.push(await ready(`J_S1_L00${String(i + 1)}_R1_001.fastq.gz`, bytes));
    const copied = lanes.reduce((sum, { length }) => sum + length, 0);
    const used = async () => (await list(gateway)).space.used_bytes;
    const before = await used();
    const folder = gateway.app.get(UploadsFolder);
    const during: object[] = [];
    using saving = jest.spyOn(folder.samples, 'save');
    saving.mockImplementationOnce(async () => {
      const [copy] = await folder.copies.all();
      during.push({ used: await used(), left: await folder.leftToCopy(copy!) });
      throw new Error('ENOSPC: no space left on device');
    });
    expect((await make('J', ...ids)).status).toBe(500);
    expect(during).toEqual([{ used: before + copied, left: 0 }]);
    expect(await used()).toBe(before);
    await made('J', ...ids);
    expect(await used()).toBe(before + copied);
  });

  it('is refused if the files of a pair differ in their reads, with both counts', async () => {
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

  it.each(['../x', '', '-x', 'a b', 'a/b', 'x'.repeat(64), 'ä'])('is refused with the name %j', async (name) => {
    const problem = await problemOf(await make(name, '0196f0d0-22bb-7cc1-8a11-2d3e4f5a6b7c'));
    expect([problem.status, problem.errors?.[0]?.field]).toEqual([422, 'name']);
  });

  it('accepts each upload once', async () => {
    const id = await ready('once_R1.fastq.gz', fastq(1));
    expect(await problemOf(await make('O', id, id))).toMatchObject({
      status: 422,
      detail: 'upload_ids.1: is named twice',
    });
    const both = await Promise.all([make('O', id), make('O', id)]);
    expect(both.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await problemOf(await removeUpload(id))).toMatchObject({
      status: 409,
      detail: 'once_R1.fastq.gz is a part of the sample O. Delete the sample instead.',
    });
  });

  it('stays while an open job uses it, and is deleted with its uploads afterwards', async () => {
    const id = await ready('used_R1.fastq.gz', fastq(1));
    const { sample_id, input_dir } = await made('used', id);
    const body = { pipeline: 'toy', sample_name: 'used', params: { input_dir } };
    const { job_id } = await gateway.accepted('/api/jobs', body);
    expect(await problemOf(await remove(sample_id))).toMatchObject({
      status: 409,
      detail: `used is the input of used (job ${job_id}), which is not over. Cancel the job or wait for its end.`,
    });
    const samples = await gateway.get<UploadedSamplePage>('/api/uploads/samples');
    expect(samples.items.find((each) => each.sample_id === sample_id)?.used_by).toEqual([
      { job_id, sample_name: 'used' },
    ]);
    expect(existsSync(input_dir)).toBe(true);
    await gateway.accepted(`/api/jobs/${job_id}/cancel`, {});
    expect((await remove(sample_id)).status).toBe(204);
    expect(existsSync(input_dir)).toBe(false);
    expect(await find(id)).toBeUndefined();
  });

  it.each([
    [
      'samplesheet',
      (folder: string) => ({
        params: { input: 'samplesheet.csv' },
        sheet: { param: 'input', name: 'samplesheet.csv', text: `sample,reads\nA,"${folder}/A_R1.fastq.gz"\n` },
      }),
    ],
    ['launch files', (folder: string) => ({ launch: { files: { reads: folder } } })],
  ])('stays while an open job names it in its %s', async (_, changes) => {
    const { sample_id, input_dir } = await made('A', await ready('A_R1.fastq.gz', fastq(1)));
    const job_id = await submitElsewhere(changes(input_dir));
    expect(await problemOf(await remove(sample_id))).toMatchObject({
      status: 409,
      detail: `A is the input of S (job ${job_id}), which is not over. Cancel the job or wait for its end.`,
    });
    expect(existsSync(input_dir)).toBe(true);
  });

  it('stays while a job uses it that another client submitted, and that is not in the tables yet', async () => {
    const { sample_id, input_dir } = await made('late', await ready('late_R1.fastq.gz', fastq(1)));
    const holder = new pg.Client({ connectionString: servers.postgres.url });
    await holder.connect();
    const { schema } = gateway.app.get<ReadModel>(READ_MODEL);
    await holder.query(`begin; lock table ${schema}.checkpoint in exclusive mode`);
    await submitElsewhere({ params: { input_dir } });
    const feed = gateway.app.get<ChangeFeed>(CHANGE_FEED);
    const waitFor = feed.waitFor.bind(feed);
    using wait = jest.spyOn(feed, 'waitFor');
    const waiting = new Promise<void>((resolve) => {
      wait.mockImplementationOnce((...asked) => {
        resolve();
        return waitFor(...asked);
      });
    });
    const removing = remove(sample_id);
    await waiting;
    await holder.end();
    expect((await removing).status).toBe(409);
    expect(existsSync(input_dir)).toBe(true);
  });

  it('is not deleted while the tables lag behind the log', async () => {
    const { sample_id, input_dir } = await made('behind', await ready('behind_R1.fastq.gz', fastq(1)));
    using wait = jest.spyOn(gateway.app.get<ChangeFeed>(CHANGE_FEED), 'waitFor');
    wait.mockResolvedValue(false);
    const { last_seq } = await gateway.log.head();
    expect(await problemOf(await remove(sample_id))).toMatchObject({
      status: 503,
      detail: `Jobs up to event ${String(last_seq)} cannot be read yet, and one of them may use behind. Nothing was deleted: try again soon.`,
    });
    expect(wait).toHaveBeenCalledWith(last_seq, 5_000);
    expect(existsSync(input_dir)).toBe(true);
  });

  it('prevents the deletion of its uploads during its creation', async () => {
    const id = await ready('busy_R1.fastq.gz', fastq(1));
    const [making, deleting] = await whileMade('busy', id, () => removeUpload(id.toUpperCase()));
    expect([making.status, deleting.status]).toEqual([201, 409]);
    expect((await problemOf(deleting)).detail).toBe(
      'It is being added to a sample. Wait until that is done, then delete the sample.',
    );
    expect((await find(id)).status).toBe('ready');
  });

  it('does not prevent the deletion of another upload during its creation', async () => {
    const [id, other] = [await ready('long_R1.fastq.gz', fastq(1)), await ready('other_R1.fastq.gz', fastq(1))];
    const [making, deleting] = await whileMade('long', id, () => removeUpload(other));
    expect([making.status, deleting.status]).toEqual([201, 204]);
    expect(await find(other)).toBeUndefined();
  });

  it('is not created from an upload that is being deleted', async () => {
    const id = await ready('leaving_R1.fastq.gz', fastq(1));
    const folder = gateway.app.get(UploadsFolder);
    const removeFiles = folder.remove.bind(folder);
    using removing = jest.spyOn(folder, 'remove');
    const meanwhile: Response[] = [];
    removing.mockImplementationOnce(async (...asked) => {
      meanwhile.push(await make('leaving', id), await removeUpload(id));
      await removeFiles(...asked);
    });
    expect((await removeUpload(id)).status).toBe(204);
    expect(meanwhile).toHaveLength(2);
    for (const response of meanwhile)
      expect(await problemOf(response)).toMatchObject({ status: 409, detail: 'It is being deleted.' });
    expect((await removeUpload(id)).status).toBe(404);
  });

  it('leaves no folder if it could not be recorded', async () => {
    const id = await ready('full_R1.fastq.gz', fastq(1));
    const { samples, samplesRoot } = gateway.app.get(UploadsFolder);
    const before = readdirSync(samplesRoot);
    using saving = jest.spyOn(samples, 'save');
    saving.mockRejectedValueOnce(new Error('ENOSPC: no space left on device'));
    expect((await make('full', id)).status).toBe(500);
    expect(readdirSync(samplesRoot)).toEqual(before);
    await made('full', id);
  });

  it('leaves an unfinished folder after an interruption, which a gateway removes at its start, an hour later', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'reprise-uploads-'));
    const [old, young] = [`A-${newId()}`, `A-${newId()}`];
    for (const name of [old, `${old}.new`, young, `${young}.new`])
      mkdirSync(join(folder, 'samples', name), { recursive: true });
    const twoHoursAgo = Date.now() / 1000 - 7200;
    for (const name of [old, `${old}.new`]) utimesSync(join(folder, 'samples', name), twoHoursAgo, twoHoursAgo);
    const uploads = { folder, quotaBytes: 0, reserveBytes: 0, maxAgeMs: 86_400_000 };
    const second = await TestGateway.start(servers, { uploads });
    try {
      expect(readdirSync(join(folder, 'samples')).sort()).toEqual([old, young, `${young}.new`].sort());
    } finally {
      await second.stop();
      rmSync(folder, { recursive: true });
    }
  });
});
