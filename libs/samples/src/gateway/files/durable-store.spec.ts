import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { FileStore } from '@tus/file-store';
import { durableStore } from './durable-store.ts';

describe('the store of uploads', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'reprise-store-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  it('returns where the received bytes end', async () => {
    writeFileSync(join(folder, 'a'), '');
    expect(await durableStore(FileStore, folder).write(Readable.from(['ACGT']), 'a', 0)).toBe(4);
  });

  it('answers that the sender may continue later if the disk takes no bytes', async () => {
    mkdirSync(join(folder, 'a'));
    const writing = durableStore(FileStore, folder).write(Readable.from(['ACGT']), 'a', 0);
    await expect(writing).rejects.toMatchObject({ status_code: 503, body: expect.stringContaining('disk') });
  });

  it('answers that the sender may continue later if an upload cannot be read, and 404 only if there is none', async () => {
    const store = durableStore(FileStore, folder);
    writeFileSync(join(folder, 'a'), '');
    mkdirSync(join(folder, 'a.json'));
    await expect(store.getUpload('a')).rejects.toMatchObject({
      status_code: 503,
      body: expect.stringContaining('kept'),
    });
    await expect(store.getUpload('b')).rejects.toMatchObject({ status_code: 404 });
  });
});
