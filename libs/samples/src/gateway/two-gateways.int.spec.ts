import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { InputTrail } from '@reprise/gateway/shared/inputs/input-trail.ts';
import { problemOf, startServers, TestGateway, type Servers } from '@reprise/gateway/testing/test-gateway.ts';
import { waitUntil } from '@reprise/testing';
import { begin, fastq, list, tus, uploadClient } from './testing/upload-client.ts';

const QUOTA = 1_000_000;
let servers: Servers;
let folder: string;
let one: TestGateway;
let other: TestGateway;
beforeAll(async () => {
  servers = await startServers();
  folder = mkdtempSync(join(tmpdir(), 'reprise-uploads-'));
  const uploads = { folder, quotaBytes: QUOTA, reserveBytes: 0, maxAgeMs: 86_400_000 };
  one = await TestGateway.start(servers, { uploads });
  other = await TestGateway.start(servers, { uploads });
});
afterAll(async () => {
  await Promise.all([one.stop(), other.stop()]);
  await servers.stop();
  rmSync(folder, { recursive: true });
});

const { find, ready, make } = uploadClient(() => one);
/** Headers of a request that continues an upload. */
const patch = ({ token }: TestGateway, offset: number) => ({
  ...tus,
  authorization: `Bearer ${token}`,
  'upload-offset': String(offset),
  'content-type': 'application/offset+octet-stream',
});
/** Sends a request that continues an upload, and returns the status of the answer. */
const send = (url: string, headers: Record<string, string>, bytes: Buffer) =>
  new Promise<number | undefined>((resolve, reject) => {
    request(url, { method: 'PATCH', headers })
      .once('response', (response) => {
        response.resume();
        resolve(response.statusCode);
      })
      .once('error', reject)
      .end(bytes);
  });
const removeBy = (gateway: TestGateway, id: string) => gateway.fetch(`/api/uploads/${id}`, { method: 'DELETE' });

describe('two gateways with one folder of uploads', () => {
  it('share the quota', async () => {
    const begun = await Promise.all(
      [one, other, one, other].map((gateway, i) => begin(`q${String(i)}`, 400_000, gateway)),
    );
    expect(begun.map(({ status }) => status).sort()).toEqual([201, 201, 413, 413]);
    const { items, space } = await list(other);
    expect(space.used_bytes).toBe(800_000);
    for (const { upload_id } of items) expect((await removeBy(one, upload_id)).status).toBe(204);
  });

  it('delete an upload once', async () => {
    const id = await ready('twice_R1.fastq.gz', fastq(1));
    const removed = await Promise.all([removeBy(one, id), removeBy(other, id)]);
    expect(removed.map(({ status }) => status).sort()).toEqual([204, 404]);
  });

  it('receive one upload in turn, also while bytes of an earlier request still arrive', async () => {
    const bytes = fastq(400);
    const [first, second] = [Math.floor(bytes.length / 3), Math.floor((bytes.length * 2) / 3)];
    const begun = await begin('turns_R1.fastq.gz', bytes.length, one);
    const path = begun.headers.get('location')!;
    const id = path.split('/').at(-1)!;
    // This request sends its first third, and the rest only after the other gateway has everything.
    const late = request(`${one.url}${path}`, { method: 'PATCH', headers: { ...patch(one, 0) } });
    const answered = new Promise((resolve) => late.once('response', resolve).once('error', resolve));
    late.write(bytes.subarray(0, first));
    const offset = async () => (await find(id, other)).offset;
    await waitUntil(async () => (await offset()) === first, { what: 'the first third has arrived' });
    for (const [from, to] of [
      [first, second],
      [second, bytes.length],
    ] as const)
      expect(await send(`${other.url}${path}`, patch(other, from), bytes.subarray(from, to))).toBe(204);
    late.end(bytes.subarray(first));
    await answered;
    const isReady = async () => (await find(id)).status === 'ready';
    await waitUntil(isReady, { what: 'the upload is checked' });
    const digest = createHash('sha256').update(bytes).digest('hex');
    expect(await find(id)).toMatchObject({ sha256: digest });
    expect(
      createHash('sha256')
        .update(readFileSync(join(folder, 'files', id)))
        .digest('hex'),
    ).toBe(digest);
  });

  it('create no sample from an upload that the other one deleted in the meantime', async () => {
    const id = await ready('gone_R1.fastq.gz', fastq(1));
    const trail = one.app.get(InputTrail);
    using asserting = jest.spyOn(trail, 'assertAnswers');
    asserting.mockImplementationOnce(async () => {
      expect((await removeBy(other, id)).status).toBe(204);
    });
    expect(await problemOf(await make('gone', id))).toMatchObject({
      status: 422,
      detail: 'upload_ids.0: is not an upload; it may have been deleted',
    });
    expect(await find(id)).toBeUndefined();
    expect(readdirSync(join(folder, 'samples'))).toEqual([]);
  });
});
