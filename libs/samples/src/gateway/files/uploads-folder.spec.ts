import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { newId } from '@reprise/event-log';
import { ownLock } from '../testing/own-lock.ts';
import type { UploadRecord } from './upload-records.ts';
import { UploadsFolder } from './uploads-folder.ts';

describe('UploadsFolder', () => {
  let folder: UploadsFolder;
  let record: UploadRecord;
  beforeEach(async () => {
    folder = new UploadsFolder(mkdtempSync(join(tmpdir(), 'reprise-uploads-')), ownLock());
    await folder.open();
    const upload_id = newId();
    record = { upload_id, name: 'A', size: 1, created_at: new Date(0).toISOString(), created_by: 'ada' };
    await folder.uploads.save(upload_id, record);
    writeFileSync(folder.fileOf(upload_id), 'x');
  });
  afterEach(() => rmSync(folder.root, { recursive: true }));

  it('changes the latest record of an upload', async () => {
    const id = record.upload_id;
    await Promise.all([
      folder.record(id, (found) => ({ ...found, size: found.size + 1 })),
      folder.record(id, (found) => ({ ...found, size: found.size + 1 })),
    ]);
    expect(await folder.uploads.find(id)).toEqual({ ...record, size: 3 });
  });

  it('leaves a record if the change returns nothing', async () => {
    expect(await folder.record(record.upload_id, () => undefined)).toBeUndefined();
    expect(await folder.uploads.find(record.upload_id)).toEqual(record);
  });

  it('does not restore an upload that is removed while its record changes', async () => {
    const id = record.upload_id;
    const find = folder.uploads.find.bind(folder.uploads);
    using finding = jest.spyOn(folder.uploads, 'find');
    let removal: Promise<void> | undefined;
    finding.mockImplementationOnce(async (asked) => {
      const found = await find(asked);
      removal = folder.remove(id);
      return found;
    });
    expect(await folder.record(id, (found) => ({ ...found, received_at: found.created_at }))).toBeDefined();
    await removal;
    expect(await find(id)).toBeUndefined();
    expect(await folder.record(id, (found) => found)).toBeUndefined();
    expect(await find(id)).toBeUndefined();
  });
});
