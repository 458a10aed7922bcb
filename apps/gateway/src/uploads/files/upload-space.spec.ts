import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uploadSpace } from './upload-space.ts';
import { UploadsFolder } from './uploads-folder.ts';

describe('uploadSpace', () => {
  it('counts lanes that are being joined as taken, and what is still to be copied as to come', async () => {
    const folder = new UploadsFolder(mkdtempSync(join(tmpdir(), 'reprise-uploads-')));
    await folder.open();
    const limits = { quotaBytes: 0, reserveBytes: 0 };
    const bytes = 2 ** 52;
    folder.copying = { bytes, left: bytes };
    expect(await uploadSpace(folder, limits)).toEqual({ used_bytes: bytes, quota_bytes: null, free_bytes: 0 });
    folder.copying = { bytes, left: 0 };
    expect((await uploadSpace(folder, limits)).free_bytes).toBeGreaterThan(0);
    rmSync(folder.root, { recursive: true });
  });
});
