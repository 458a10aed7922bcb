import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { LogUnavailableError } from '@reprise/event-log';
import { problemOf, startServers, TestGateway, type Servers } from '@reprise/gateway/testing/test-gateway.ts';
import { InputTrail } from '@reprise/gateway/shared/inputs/input-trail.ts';
import { Uploads } from './files/uploads.service.ts';
import { UploadsFolder } from './files/uploads-folder.ts';
import { inputEntries, inputEventsOf } from './testing/input-events.ts';
import { UploadedSamples } from './samples/uploaded-samples.service.ts';
import { begin, fastq, uploadClient } from './testing/upload-client.ts';

let servers: Servers;
let gateway: TestGateway;
beforeAll(async () => {
  servers = await startServers();
  gateway = await TestGateway.start(servers, { reasonRequired: ['delete_upload', 'delete_sample'] });
});
afterAll(async () => {
  await gateway.stop();
  await servers.stop();
});

const { upload, find, checked, ready, make, made } = uploadClient(() => gateway);
const fileOf = (id: string) => gateway.app.get(UploadsFolder).fileOf(id);
const removeUpload = (id: string, reason?: string) => gateway.post(`/api/uploads/${id}/delete`, { reason });
const typesOf = async (id: string) => (await inputEventsOf(gateway, id)).map(({ type }) => type);

describe('the audit of uploads', () => {
  it('records who sent a file, its size, and the result of its check', async () => {
    const bytes = fastq(20);
    const id = await ready('PAT-1_R1.fastq.gz', bytes);
    const { sha256 } = await find(id);
    const [received, ...others] = await inputEventsOf(gateway, id);
    expect(others).toEqual([]);
    expect(received).toMatchObject({
      type: 'upload_received',
      actor: 'admin',
      subject: id,
      data: { name: 'PAT-1_R1.fastq.gz', bytes: bytes.length, status: 'ready', reads: 20, sha256, reason: null },
    });
  });

  it('records why a file was rejected, and the reason that its sender gave', async () => {
    const id = await upload('not_R1.fastq.gz', Buffer.from('%PDF-1.7'), {
      metadata: { filename: 'not_R1.fastq.gz', reason: 'the second lane' },
    });
    const { reason: problem } = await checked(id);
    expect(problem).toMatch(/not gzip/);
    const [entry] = await inputEntries(gateway);
    expect(entry).toMatchObject({ type: 'upload_received', reason: 'the second lane', kind: 'input', job_id: null });
    expect(entry?.data).toMatchObject({ status: 'rejected', problem, sha256: null });
  });

  it('records who deleted a file and why, and refuses a deletion without a required reason', async () => {
    const bytes = fastq(5);
    const id = await ready('gone_R1.fastq.gz', bytes);
    const { sha256 } = await find(id);
    for (const answer of [await removeUpload(id), await gateway.fetch(`/api/uploads/${id}`, { method: 'DELETE' })])
      expect(await problemOf(answer)).toMatchObject({
        status: 422,
        errors: [{ field: 'reason', message: 'is required to delete an upload' }],
      });
    expect(existsSync(fileOf(id))).toBe(true);
    expect((await removeUpload(id, 'wrong patient')).status).toBe(204);
    expect(existsSync(fileOf(id))).toBe(false);
    const [entry] = await inputEntries(gateway, '&q=wrong%20patient');
    expect(entry).toMatchObject({
      type: 'upload_deleted',
      actor: 'admin',
      reason: 'wrong patient',
      outcome: 'accepted',
    });
    expect(entry?.data).toMatchObject({ name: 'gone_R1.fastq.gz', bytes: bytes.length, sha256, uploaded_by: 'admin' });
    const csv = await (await gateway.fetch('/api/audit/export?events=input&q=wrong%20patient')).text();
    expect(csv).toContain('wrong patient');
  });

  it('names the gateway and the age for an abandoned upload', async () => {
    const begun = await begin('left_R1.fastq.gz', 100, gateway);
    const id = begun.headers.get('location')!.split('/').at(-1)!;
    await gateway.app.get(Uploads).prune(Date.now() + 86_500_000);
    expect(await inputEventsOf(gateway, id)).toMatchObject([
      {
        type: 'upload_deleted',
        actor: 'gateway',
        data: { bytes: 0, size: 100, reason: 'No more of it came for 1 day (REPRISE_UPLOAD_MAX_AGE).' },
      },
    ]);
  });

  it('records what a sample was created from, and with which files it was deleted', async () => {
    const ids = [await ready('S_R1.fastq.gz', fastq(3)), await ready('S_R2.fastq.gz', fastq(3))];
    const sample = await made('S', ...ids);
    const uploads = ids.map((upload_id) => ({ upload_id }));
    expect(await inputEventsOf(gateway, sample.sample_id)).toMatchObject([
      { type: 'sample_made', data: { name: 'S', input_dir: sample.input_dir, reads: 3, is_paired: true, uploads } },
    ]);
    const path = `/api/uploads/samples/${sample.sample_id}`;
    expect((await gateway.fetch(path, { method: 'DELETE' })).status).toBe(422);
    expect((await gateway.post(`${path}/delete`, { reason: 'consent withdrawn' })).status).toBe(204);
    expect((await inputEventsOf(gateway, sample.sample_id)).at(-1)).toMatchObject({
      type: 'sample_deleted',
      actor: 'admin',
      data: { name: 'S', uploads, made_by: 'admin', reason: 'consent withdrawn' },
    });
    for (const id of ids) expect(existsSync(fileOf(id))).toBe(false);
  });

  it('has the check of a file before the sample that uses it', async () => {
    using appending = jest.spyOn(gateway.app.get(InputTrail), 'append');
    appending.mockRejectedValue(new LogUnavailableError('no answer', 'not_stored'));
    const id = await upload('early_R1.fastq.gz', fastq(1));
    expect((await checked(id)).status).toBe('checking');
    const message = 'early_R1.fastq.gz is not recorded yet: try again in a few seconds';
    expect(await problemOf(await make('early', id))).toMatchObject({
      status: 422,
      errors: [{ field: 'upload_ids.0', message }],
    });
  });

  it('accepts no deletion while the log does not answer, and the file stays', async () => {
    const id = await ready('stays_R1.fastq.gz', fastq(1));
    using answering = jest.spyOn(gateway.app.get(InputTrail), 'assertAnswers');
    answering.mockRejectedValueOnce(new LogUnavailableError('no answer', 'not_stored'));
    expect((await removeUpload(id, 'wrong patient')).status).toBe(503);
    expect(existsSync(fileOf(id))).toBe(true);
    expect(await typesOf(id)).toEqual(['upload_received']);
    expect((await find(id)).status).toBe('ready');
  });

  it('deletes no file before its event is in the log, and hides it from then on', async () => {
    const id = await ready('waits_R1.fastq.gz', fastq(1));
    using appending = jest.spyOn(gateway.app.get(InputTrail), 'append');
    appending.mockRejectedValue(new LogUnavailableError('no answer', 'unknown'));
    expect((await removeUpload(id, 'wrong patient')).status).toBe(204);
    expect(existsSync(fileOf(id))).toBe(true);
    expect(await find(id)).toBeUndefined();
    expect((await removeUpload(id, 'again')).status).toBe(404);
    expect(await typesOf(id)).toEqual(['upload_received']);
  });

  it('withdraws a sample from jobs before the event of its deletion is in the log, and deletes no file yet', async () => {
    const id = await ready('hidden_R1.fastq.gz', fastq(1));
    const { sample_id, input_dir } = await made('hidden', id);
    using appending = jest.spyOn(gateway.app.get(InputTrail), 'append');
    appending.mockRejectedValue(new LogUnavailableError('no answer', 'unknown'));
    const path = `/api/uploads/samples/${sample_id}/delete`;
    expect((await gateway.post(path, { reason: 'consent withdrawn' })).status).toBe(204);
    const submission = { pipeline: 'toy', sample_name: 'hidden', params: { input_dir } };
    expect((await gateway.post('/api/jobs', submission)).status).toBe(422);
    await gateway.app.get(UploadedSamples).removeOrphanedFolders(Date.now() + 86_400_000);
    const paths = [input_dir, `${input_dir}.gone`, fileOf(id)];
    expect(paths.map((each) => existsSync(each))).toEqual([false, true, true]);
  });

  it('completes a deletion that was interrupted after its event at the next start, and records it once', async () => {
    const first = await TestGateway.start(servers);
    const id = await upload('cut_R1.fastq.gz', fastq(1), { to: first });
    await first.app.get(Uploads).checked();
    using removing = jest.spyOn(first.app.get(UploadsFolder), 'remove');
    removing.mockRejectedValue(new Error('killed'));
    await first.post(`/api/uploads/${id}/delete`, { reason: 'wrong patient' });
    const file = first.app.get(UploadsFolder).fileOf(id);
    await first.app.close();
    expect(existsSync(file)).toBe(true);
    const uploads = { folder: join(first.folder, 'uploads'), quotaBytes: 0, reserveBytes: 0, maxAgeMs: 86_400_000 };
    const second = await TestGateway.start(servers, { uploads });
    try {
      expect(existsSync(file)).toBe(false);
      expect(await typesOf(id)).toEqual(['upload_received', 'upload_deleted']);
    } finally {
      await second.stop();
      rmSync(first.folder, { recursive: true });
    }
  });
});
