import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { InputTrail } from '@reprise/gateway/shared/inputs/input-trail.ts';
import { problemOf, startServers, TestGateway, type Servers } from '@reprise/gateway/testing/test-gateway.ts';
import { begin, fastq, list, uploadClient } from './testing/upload-client.ts';

const QUOTA = 1000;
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
const removeBy = (gateway: TestGateway, id: string) => gateway.fetch(`/api/uploads/${id}`, { method: 'DELETE' });

describe('two gateways with one folder of uploads', () => {
  it('keep the quota together', async () => {
    const begun = await Promise.all([one, other, one, other].map((gateway, i) => begin(`q${String(i)}`, 400, gateway)));
    expect(begun.map(({ status }) => status).sort()).toEqual([201, 201, 413, 413]);
    const { items, space } = await list(other);
    expect(space.used_bytes).toBe(800);
    for (const { upload_id } of items) expect((await removeBy(one, upload_id)).status).toBe(204);
  });

  it('delete an upload once', async () => {
    const id = await ready('twice_R1.fastq.gz', fastq(1));
    const removed = await Promise.all([removeBy(one, id), removeBy(other, id)]);
    expect(removed.map(({ status }) => status).sort()).toEqual([204, 404]);
  });

  it('make no sample of an upload that the other one deleted meanwhile', async () => {
    const id = await ready('gone_R1.fastq.gz', fastq(1));
    const trail = one.app.get(InputTrail);
    using asserting = jest.spyOn(trail, 'assertAnswers');
    asserting.mockImplementationOnce(async () => {
      expect((await removeBy(other, id)).status).toBe(204);
    });
    expect(await problemOf(await make('gone', id))).toMatchObject({
      status: 422,
      detail: 'upload_ids.0: is no upload; it may have been deleted',
    });
    expect(await find(id)).toBeUndefined();
    expect(readdirSync(join(folder, 'samples'))).toEqual([]);
  });
});
