import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { problemOf, startServers, TestGateway, type Servers } from '@reprise/gateway/testing/test-gateway.ts';
import { begin, list } from '../testing/upload-client.ts';

let servers: Servers;
beforeAll(async () => {
  servers = await startServers();
});
afterAll(() => servers.stop());

let folderOfLimits: string;
const limits = () => {
  folderOfLimits = mkdtempSync(join(tmpdir(), 'reprise-uploads-'));
  return { folder: folderOfLimits, quotaBytes: 0, reserveBytes: 0, maxAgeMs: 86_400_000 };
};

describe('the space for uploads', () => {
  it('is a quota that counts unfinished ones with their complete size', async () => {
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
          'This file has 600 bytes, and uploads have room for 0 bytes: 1073741824.0 GiB of the disk stay free (REPRISE_DISK_RESERVE). ' +
          'Delete uploads that are not needed any more, or ask the operator for space.',
      });
    } finally {
      await full.stop();
      rmSync(folderOfLimits, { recursive: true, force: true });
    }
  });
});
