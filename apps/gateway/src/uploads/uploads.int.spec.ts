import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { ParamsCheck, UploadedSample, UploadedSamplePage, UploadPage, UploadView } from '@reprise/contracts';
import { Upload, type UploadOptions } from 'tus-js-client';
import { problemOf, startServers, TestGateway, type Servers } from '../testing/test-gateway.ts';
import { Uploads } from './files/uploads.service.ts';

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

/** Reads that do not compress, so that the file has about as many bytes as bases. */
function fastq(reads: number): Buffer {
  const bases = (length: number) => Array.from(randomBytes(length), (byte) => 'ACGT'[byte % 4]).join('');
  const text = Array.from({ length: reads }, (_, i) => `@r${String(i)}\n${bases(150)}\n+\n${'I'.repeat(150)}\n`);
  return gzipSync(text.join(''), { level: 1 });
}

interface Sent extends Partial<UploadOptions> {
  readonly to?: TestGateway;
}
/** Uploads with tus-js-client, as the page does. */
function upload(name: string, bytes: Buffer, { to = gateway, ...options }: Sent = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const sending = new Upload(bytes, {
      endpoint: `${to.url}/api/uploads`,
      headers: { authorization: `Bearer ${to.token}` },
      metadata: { filename: name },
      chunkSize: 64 * 1024,
      retryDelays: [],
      onError: reject,
      onSuccess: () => resolve(idOf(sending)),
      ...options,
    });
    sending.start();
  });
}
const idOf = ({ url }: Upload) => (url ?? '').split('/').at(-1) ?? '';
const list = (of = gateway) => of.get<UploadPage>('/api/uploads');
const find = async (id: string, of = gateway): Promise<UploadView> =>
  (await list(of)).items.find(({ upload_id }) => upload_id === id)!;
const checked = async (id: string) => {
  await gateway.app.get(Uploads).checked();
  return find(id);
};
const ready = async (name: string, bytes: Buffer) => {
  const id = await upload(name, bytes);
  expect(await checked(id)).toMatchObject({ status: 'ready' });
  return id;
};
const make = (name: string, ...upload_ids: string[]) => gateway.post('/api/uploads/samples', { name, upload_ids });
const made = async (name: string, ...ids: string[]) => {
  const response = await make(name, ...ids);
  expect([response.status, await response.clone().text()]).toEqual([201, expect.anything()]);
  return (await response.json()) as UploadedSample;
};
const tus = { 'tus-resumable': '1.0.0' };
const named = (name: string) => `filename ${Buffer.from(name).toString('base64')}`;
const begin = (name: string, size: number, of = gateway) =>
  of.fetch('/api/uploads', {
    method: 'POST',
    headers: { ...tus, 'upload-length': String(size), 'upload-metadata': named(name) },
  });

describe('an upload', () => {
  it('is kept under our own name, counted, and known by the SHA-256 of its bytes', async () => {
    const bytes = fastq(2000);
    const id = await upload('PAT-1_R1.fastq.gz', bytes);
    expect(await checked(id)).toMatchObject({
      ...{ name: 'PAT-1_R1.fastq.gz', size: bytes.length, offset: bytes.length, status: 'ready', reason: null },
      ...{ reads: 2000, sha256: createHash('sha256').update(bytes).digest('hex') },
      ...{ created_by: 'admin', expires_at: null, sample_id: null },
    });
    expect(readFileSync(join(gateway.folder, 'uploads/files', id)).equals(bytes)).toBe(true);
  });

  it('goes on where it was when the connection was cut', async () => {
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

  it('is rejected with the reason where its content is something else, and makes no sample', async () => {
    const id = await upload('not_R1.fastq.gz', Buffer.from('%PDF-1.7'));
    const reason = 'It is not gzip. Compress it with gzip, and upload the .fastq.gz.';
    expect(await checked(id)).toMatchObject({ status: 'rejected', reason, reads: null, sha256: null });
    const problem = await problemOf(await make('S', id));
    expect(problem).toMatchObject({ status: 422, detail: expect.stringContaining(reason) as string });
  });

  it.each([
    '../../../etc/passwd_R1.fastq.gz',
    '/etc/cron.d/x',
    '..',
    'a\0b',
    'CON',
    '💥.fastq.gz',
    '$(reboot)',
    "'; drop table job",
  ])('named %j has no effect beside its folder', async (name) => {
    const before = readdirSync(gateway.folder);
    const id = await ready(name, fastq(1));
    expect(statSync(join(gateway.folder, 'uploads/files', id)).isFile()).toBe(true);
    const sample = await made('hell', id);
    expect(sample.files.map((file) => file.name)).toEqual(['hell_R1.fastq.gz']);
    expect(readdirSync(gateway.folder)).toEqual(before);
  });

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
  ])('does not begin with %j', async (headers, detail) => {
    const response = await gateway.fetch('/api/uploads', { method: 'POST', headers: { ...tus, ...headers } });
    expect((await problemOf(response)).detail).toBe(detail);
  });

  it('needs the token, and from a browser our own page', async () => {
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

  it('cannot be gone on with by another person', async () => {
    const id = await gateway.app.get(Uploads).create('theirs_R1.fastq.gz', 100, 'somebody else');
    const response = await gateway.fetch(`/api/uploads/${id}`, {
      method: 'PATCH',
      headers: { ...tus, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
      body: 'x',
    });
    expect(await problemOf(response)).toMatchObject({
      status: 403,
      detail: 'theirs_R1.fastq.gz was begun by somebody else. Only they can go on with it: upload the file yourself.',
    });
  });

  it('is removed when nobody goes on with it, and only then', async () => {
    const id = idOfLocation(await begin('left_R1.fastq.gz', 100));
    const whole = await upload('whole_R1.fastq.gz', fastq(1));
    const uploads = gateway.app.get(Uploads);
    await uploads.prune(Date.now() + 86_000_000);
    expect(await find(id)).toMatchObject({ status: 'uploading', offset: 0, expires_at: expect.any(String) as string });
    await uploads.prune(Date.now() + 86_500_000);
    expect(await find(id)).toBeUndefined();
    expect(await find(whole)).toBeDefined();
    expect((await gateway.fetch(`/api/uploads/${id}`, { method: 'HEAD', headers: tus })).status).toBe(404);
  });

  it('can be deleted', async () => {
    const id = await ready('gone_R1.fastq.gz', fastq(1));
    expect((await gateway.fetch(`/api/uploads/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect(readdirSync(join(gateway.folder, 'uploads/files')).filter((name) => name.startsWith(id))).toEqual([]);
  });
});

const idOfLocation = (response: Response) => response.headers.get('location')!.split('/').at(-1)!;

describe('a gateway that was restarted', () => {
  it('goes on with what was begun, and checks what was whole', async () => {
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
    // Whole, and not checked: as after a crash.
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

let folderOfLimits: string;
const limits = () => {
  folderOfLimits = mkdtempSync(join(tmpdir(), 'reprise-uploads-'));
  return { folder: folderOfLimits, quotaBytes: 0, reserveBytes: 0, maxAgeMs: 86_400_000 };
};

describe('the space for uploads', () => {
  it('is a quota, of which unfinished ones have their whole size', async () => {
    const small = await TestGateway.start(servers, { uploads: { ...limits(), quotaBytes: 1000 } });
    try {
      expect((await begin('a', 600, small)).status).toBe(201);
      expect((await list(small)).space).toEqual({ used_bytes: 600, quota_bytes: 1000, free_bytes: 400 });
      expect(await problemOf(await begin('b', 401, small))).toMatchObject({
        status: 413,
        detail:
          'This file has 401 bytes. Uploads may take 1000 bytes together (REPRISE_UPLOAD_QUOTA), and 600 bytes are taken. ' +
          'Delete uploads that are not needed any more, or ask the operator.',
      });
      const both = await Promise.all([begin('c', 300, small), begin('d', 300, small)]);
      expect(both.map(({ status }) => status).sort()).toEqual([201, 413]);
    } finally {
      await small.stop();
      rmSync(folderOfLimits, { recursive: true, force: true });
    }
  });

  it('ends at the reserve of the disk', async () => {
    const full = await TestGateway.start(servers, { uploads: { ...limits(), reserveBytes: 2 ** 60 } });
    try {
      expect(await problemOf(await begin('a', 600, full))).toMatchObject({
        status: 507,
        detail:
          'This file has 600 bytes, and the disk has room for 0 bytes. ' +
          'Delete uploads that are not needed any more, or ask the operator for space.',
      });
    } finally {
      await full.stop();
      rmSync(folderOfLimits, { recursive: true, force: true });
    }
  });
});

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
