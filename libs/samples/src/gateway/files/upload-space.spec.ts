import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@reprise/event-log';
import { ownLock } from '../testing/own-lock.ts';
import { uploadSpace } from './upload-space.ts';
import { UploadsFolder } from './uploads-folder.ts';

describe('uploadSpace', () => {
  it('counts lanes that are being joined as used, and the bytes still to copy as pending', async () => {
    const folder = new UploadsFolder(mkdtempSync(join(tmpdir(), 'reprise-uploads-')), ownLock());
    await folder.open();
    const limits = { quotaBytes: 0, reserveBytes: 0 };
    const bytes = 2 ** 52;
    const copy = { sample_id: newId(), folder: 'A', bytes, began_at: '2026-01-01T00:00:00.000Z' };
    await folder.copies.save(copy.sample_id, copy);
    expect(await uploadSpace(folder, limits)).toEqual({ used_bytes: bytes, quota_bytes: null, free_bytes: 0 });
    // Joined lanes appear all at once.
    mkdirSync(join(folder.samplesRoot, 'A'));
    expect((await uploadSpace(folder, limits)).free_bytes).toBeGreaterThan(0);
    rmSync(folder.root, { recursive: true });
  });

  it('counts the missing bytes of unfinished uploads as used on the disk', async () => {
    const folder = new UploadsFolder(mkdtempSync(join(tmpdir(), 'reprise-uploads-')), ownLock());
    await folder.open();
    const [upload_id, size] = [newId(), 2 ** 52];
    await folder.uploads.save(upload_id, {
      upload_id,
      size,
      name: 'S1_R1.fastq.gz',
      created_at: '2026-01-01T00:00:00.000Z',
      created_by: 'ada',
    });
    const limits = { quotaBytes: 0, reserveBytes: 0 };
    expect(await uploadSpace(folder, limits)).toEqual({ used_bytes: size, quota_bytes: null, free_bytes: 0 });
    rmSync(folder.root, { recursive: true });
  });
});
