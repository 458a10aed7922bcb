import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { waitUntil } from '@reprise/testing';
import { Upload } from 'tus-js-client';
import { problemOf, startServers, TestGateway, type Servers } from '@reprise/gateway/testing/test-gateway.ts';
import { Uploads } from './files/uploads.service.ts';
import { UploadsFolder } from './files/uploads-folder.ts';
import { begin, fastq, idOf, named, tus, uploadClient } from './testing/upload-client.ts';

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

const { upload, find, checked, ready, make, made } = uploadClient(() => gateway);
const idOfLocation = (response: Response) => response.headers.get('location')!.split('/').at(-1)!;

describe('an upload', () => {
  it('is stored under our own name, counted, and identified by the SHA-256 of its bytes', async () => {
    const bytes = fastq(2000);
    const id = await upload('PAT-1_R1.fastq.gz', bytes);
    expect(await checked(id)).toMatchObject({
      name: 'PAT-1_R1.fastq.gz',
      size: bytes.length,
      offset: bytes.length,
      status: 'ready',
      reason: null,
      reads: 2000,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      created_by: 'admin',
      expires_at: null,
      sample_id: null,
    });
    expect(readFileSync(join(gateway.folder, 'uploads/files', id)).equals(bytes)).toBe(true);
  });

  it('is accepted and checked once the database answers again, if it was away at the last byte', async () => {
    const folder = gateway.app.get(UploadsFolder);
    const { exclusively } = folder;
    using locking = jest.spyOn(folder, 'exclusively');
    const away = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    locking.mockImplementationOnce(exclusively).mockRejectedValueOnce(away);
    const id = await upload('late_R1.fastq.gz', fastq(1));
    await expect(locking.mock.results[1]?.value).rejects.toBe(away);
    await waitUntil(async () => (await find(id)).status === 'ready', { what: 'the check' });
    expect(await find(id)).toMatchObject({ received_at: expect.any(String) as string, reads: 1 });
  });

  it('continues where it was when the connection was cut', async () => {
    const bytes = fastq(3000);
    let cuts = 0;
    const id = await upload('cut_R1.fastq.gz', bytes, {
      retryDelays: [0],
      onBeforeRequest: (request) => {
        // In the middle of the third part.
        if (
          request.getMethod() === 'PATCH' &&
          request.getHeader('Upload-Offset') === String(128 * 1024) &&
          cuts++ === 0
        )
          setImmediate(() => (request.getUnderlyingObject() as { destroy(): void }).destroy());
      },
    });
    expect(cuts).toBeGreaterThan(0);
    expect(await checked(id)).toMatchObject({ status: 'ready', reads: 3000 });
    expect(readFileSync(join(gateway.folder, 'uploads/files', id)).equals(bytes)).toBe(true);
  });

  it('is rejected with the reason if its content is something else, and creates no sample', async () => {
    const id = await upload('not_R1.fastq.gz', Buffer.from('%PDF-1.7'));
    const reason = 'It is not gzip. Compress it with gzip, and upload the .fastq.gz.';
    expect(await checked(id)).toMatchObject({ status: 'rejected', reason, reads: null, sha256: null });
    const problem = await problemOf(await make('S', id));
    expect(problem).toMatchObject({ status: 422, detail: expect.stringContaining(reason) as string });
  });

  it.each(['/etc/cron.d/x', '.', 'CON', '💥.fastq.gz', '$(reboot)', "'; drop table job"])(
    'named %j has no effect outside of its folder',
    async (name) => {
      const before = readdirSync(gateway.folder);
      const id = await ready(name, fastq(1));
      expect(statSync(join(gateway.folder, 'uploads/files', id)).isFile()).toBe(true);
      const sample = await made('hell', id);
      expect(sample.files.map((file) => file.name)).toEqual(['hell_R1.fastq.gz']);
      expect(readdirSync(gateway.folder)).toEqual(before);
    },
  );

  it.each(['..%2f..%2fadmin.token', '%00', 'samples%2f..', '0196f0d0-22bb-7cc1-8a11-2d3e4f5a6b7c', 'x'.repeat(300)])(
    'is not found at /api/uploads/%s',
    async (path) => {
      for (const method of ['HEAD', 'PATCH', 'DELETE']) {
        const headers = { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' };
        const { status } = await gateway.fetch(`/api/uploads/${path}`, {
          method,
          headers,
          ...(method === 'PATCH' && { body: 'x' }),
        });
        expect([method, [400, 404].includes(status)]).toEqual([method, true]);
      }
      expect(existsSync(join(gateway.folder, 'admin.token'))).toBe(true);
    },
  );

  it.each([
    [{ 'upload-metadata': named('a') }, 'Upload-Length: must be the size of the file, at least 1 byte'],
    [
      { 'upload-length': '0', 'upload-metadata': named('a') },
      'Upload-Length: must be the size of the file, at least 1 byte',
    ],
    [
      { 'upload-defer-length': '1', 'upload-metadata': named('a') },
      'Upload-Length: must be the size of the file, at least 1 byte',
    ],
    [{ 'upload-length': '9' }, 'Upload-Metadata: must hold the filename, of at most 255 characters'],
    [
      { 'upload-length': '9', 'upload-metadata': named('x'.repeat(300)) },
      'Upload-Metadata: must hold the filename, of at most 255 characters',
    ],
    [
      { 'upload-length': '9', 'upload-metadata': 'filename !' },
      'Upload-Metadata is not as tus defines it: keys with values in Base64, commas between.',
    ],
  ])('is refused with %j', async (headers, detail) => {
    const response = await gateway.fetch('/api/uploads', { method: 'POST', headers: { ...tus, ...headers } });
    expect((await problemOf(response)).detail).toBe(detail);
  });

  it.each([
    ...['a\0b', 'a\r\nb.gz', 'a\nb', 'a\u001b[2J'],
    ...['../../../etc/passwd_R1.fastq.gz', 'a/../../b', '..\\a.gz', '..'],
  ])('named %j is refused', async (name) => {
    const response = await begin(name, 9, gateway);
    expect(await problemOf(response)).toMatchObject({
      status: 422,
      detail: 'Upload-Metadata: must hold a filename without control characters, such as line breaks, and without ../',
    });
  });

  it('keeps a name with dots, spaces and slashes that lead nowhere', async () => {
    for (const name of ['S1..v2_R1.fastq.gz', 'run 7/S1_R1.fastq.gz', '...']) {
      const id = idOfLocation(await begin(name, 9, gateway));
      expect((await find(id)).name).toBe(name);
      expect((await gateway.fetch(`/api/uploads/${id}`, { method: 'DELETE', headers: tus })).status).toBe(204);
    }
  });

  it('needs the token, and in a browser our own page as origin', async () => {
    const id = await upload('mine_R1.fastq.gz', fastq(1));
    for (const [method, path] of [
      ['GET', ''],
      ['POST', ''],
      ['HEAD', `/${id}`],
      ['PATCH', `/${id}`],
      ['DELETE', `/${id}`],
      ['OPTIONS', ''],
    ] as const) {
      const response = await fetch(`${gateway.url}/api/uploads${path}`, {
        method,
        headers: { ...tus, origin: 'https://evil.example' },
      });
      expect([method, response.status]).toEqual([method, 401]);
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
    }
    const link = await fetch(`${gateway.url}/?token=${gateway.token}`, { redirect: 'manual' });
    const cookie = link.headers.get('set-cookie')!.split(';')[0]!;
    const other = await fetch(`${gateway.url}/api/uploads/${id}`, {
      method: 'DELETE',
      headers: { cookie, 'sec-fetch-site': 'cross-site' },
    });
    expect(other.status).toBe(403);
    expect((await find(id)).upload_id).toBe(id);
  });

  it('cannot be continued by another person', async () => {
    const id = await gateway.app.get(Uploads).create('theirs_R1.fastq.gz', 100, 'somebody else');
    const response = await gateway.fetch(`/api/uploads/${id}`, {
      method: 'PATCH',
      headers: { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
      body: 'x',
    });
    expect(await problemOf(response)).toMatchObject({
      status: 403,
      detail:
        'theirs_R1.fastq.gz was started by someone else, and only they can continue it. Upload the file yourself.',
    });
  });

  it('is removed if it is not continued, and only then', async () => {
    const id = idOfLocation(await begin('left_R1.fastq.gz', 100, gateway));
    const whole = await ready('whole_R1.fastq.gz', fastq(1));
    const uploads = gateway.app.get(Uploads);
    await uploads.prune(Date.now() + 86_000_000);
    expect(await find(id)).toMatchObject({ status: 'uploading', offset: 0, expires_at: expect.any(String) as string });
    await uploads.prune(Date.now() + 86_500_000);
    expect(await find(id)).toBeUndefined();
    expect(await find(whole)).toBeDefined();
    expect((await gateway.fetch(`/api/uploads/${id}`, { method: 'HEAD', headers: tus })).status).toBe(404);
  });

  it('is not removed for its age while a request continues it', async () => {
    const id = idOfLocation(await begin('slow_R1.fastq.gz', 100, gateway));
    const uploads = gateway.app.get(Uploads);
    const prune = () => uploads.prune(Date.now() + 86_500_000);
    await uploads.continue(id.toUpperCase(), 'admin', () => uploads.continue(id, 'admin', prune).then(prune));
    expect(await find(id)).toMatchObject({ status: 'uploading' });
    await prune();
    expect(await find(id)).toBeUndefined();
  });

  it('is not removed for its age if a byte has just arrived', async () => {
    const id = idOfLocation(await begin('just_R1.fastq.gz', 100, gateway));
    const [uploads, folder] = [gateway.app.get(Uploads), gateway.app.get(UploadsFolder)];
    const [reserve, received] = [folder.reserve.bind(folder), folder.received.bind(folder)];
    using reserving = jest.spyOn(folder, 'reserve');
    using receiving = jest.spyOn(folder, 'received');
    const now = Date.now() + 86_500_000;
    reserving.mockImplementationOnce((...asked) => {
      receiving.mockImplementationOnce(async (record) => ({ ...(await received(record)), at: new Date(now) }));
      return reserve(...asked);
    });
    await uploads.prune(now);
    expect(reserving).toHaveBeenCalledWith([id], 'deletion');
    expect(await find(id)).toMatchObject({ status: 'uploading' });
  });

  it('cannot be continued during its deletion', async () => {
    const id = idOfLocation(await begin('ending_R1.fastq.gz', 100, gateway));
    const [uploads, folder] = [gateway.app.get(Uploads), gateway.app.get(UploadsFolder)];
    const removeFiles = folder.remove.bind(folder);
    using removing = jest.spyOn(folder, 'remove');
    const asked = removing.mockImplementationOnce(async (uploadId) => {
      expect((await gateway.fetch(`/api/uploads/${id}`, { method: 'HEAD', headers: tus })).status).toBe(404);
      await removeFiles(uploadId);
    });
    await uploads.remove(id, undefined, { actor: 'admin' });
    expect(asked).toHaveBeenCalledTimes(1);
    expect(await find(id)).toBeUndefined();
  });

  it('is removed for its age if the connection of its last request was cut', async () => {
    const id = idOfLocation(await begin('cutoff_R1.fastq.gz', 100, gateway));
    const uploads = gateway.app.get(Uploads);
    const sending = request(`${gateway.url}/api/uploads/${id}`, {
      method: 'PATCH',
      headers: {
        ...tus,
        authorization: `Bearer ${gateway.token}`,
        'upload-offset': '0',
        'content-length': '100',
        'content-type': 'application/offset+octet-stream',
      },
    }).on('error', () => undefined);
    sending.write('half');
    await waitUntil(async () => (await find(id)).offset === 4, { what: 'the first bytes' });
    await uploads.prune(Date.now() + 86_500_000);
    expect(await find(id)).toMatchObject({ offset: 4 });
    sending.destroy();
    const isRemoved = async () => {
      await uploads.prune(Date.now() + 86_500_000);
      return (await gateway.fetch(`/api/uploads/${id}`, { method: 'HEAD', headers: tus })).status === 404;
    };
    await waitUntil(isRemoved, { what: 'the removal' });
  });

  it.each([
    ['its last byte', 0],
    ['its check', 1],
  ])('is checked again if %s could not be recorded', async (_, before) => {
    const [uploads, folder] = [gateway.app.get(Uploads), gateway.app.get(UploadsFolder)];
    const bytes = fastq(10);
    const id = await uploads.create('again_R1.fastq.gz', bytes.length, 'admin');
    writeFileSync(folder.fileOf(id), bytes);
    const save = folder.uploads.save.bind(folder.uploads);
    using saving = jest.spyOn(folder.uploads, 'save');
    for (let saved = 0; saved < before; saved++) saving.mockImplementationOnce(save);
    saving.mockRejectedValueOnce(new Error('ENOSPC: no space left on device'));
    await uploads.received(id).catch(() => undefined);
    expect(await checked(id)).toMatchObject({ status: 'checking' });
    await uploads.prune();
    expect(await checked(id)).toMatchObject({ status: 'ready', reads: 10 });
  });

  it('can be deleted', async () => {
    const id = await ready('gone_R1.fastq.gz', fastq(1));
    expect((await gateway.fetch(`/api/uploads/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect(readdirSync(join(gateway.folder, 'uploads/files')).filter((name) => name.startsWith(id))).toEqual([]);
  });
});

describe('a restarted gateway with uploads', () => {
  it('continues unfinished ones, and checks complete ones', async () => {
    const first = await TestGateway.start(servers);
    const bytes = fastq(3000);
    const sending = new Upload(bytes, {
      endpoint: `${first.url}/api/uploads`,
      headers: { authorization: `Bearer ${first.token}` },
      metadata: { filename: 'on_R1.fastq.gz' },
      chunkSize: 64 * 1024,
    });
    const half = new Promise<void>((resolve) => {
      sending.options.onChunkComplete = (_, accepted) => {
        if (accepted >= 128 * 1024) resolve();
      };
    });
    sending.start();
    await half;
    await sending.abort();
    // Complete but unchecked, as after a crash.
    const whole = await upload('crash_R1.fastq.gz', fastq(10), { to: first });
    await first.app.close();
    const record = join(first.folder, 'uploads/records/uploads', `${whole}.json`);
    const { check: _, ...unchecked } = JSON.parse(readFileSync(record, 'utf8')) as { check: unknown };
    writeFileSync(record, JSON.stringify(unchecked));

    const second = await TestGateway.start(servers, {
      uploads: { folder: join(first.folder, 'uploads'), quotaBytes: 0, reserveBytes: 0, maxAgeMs: 86_400_000 },
    });
    try {
      const id = idOf(sending);
      expect((await find(id, second)).offset).toBeGreaterThanOrEqual(128 * 1024);
      const sent: number[] = [];
      await upload('on_R1.fastq.gz', bytes, {
        to: second,
        uploadUrl: `${second.url}/api/uploads/${id}`,
        onProgress: (bytesSent) => sent.push(bytesSent),
      });
      expect(sent[0]).toBeGreaterThanOrEqual(128 * 1024);
      await second.app.get(Uploads).checked();
      expect(await find(id, second)).toMatchObject({ status: 'ready', reads: 3000 });
      expect(await find(whole, second)).toMatchObject({ status: 'ready', reads: 10 });
    } finally {
      await second.stop();
      rmSync(first.folder, { recursive: true });
    }
  });
});
