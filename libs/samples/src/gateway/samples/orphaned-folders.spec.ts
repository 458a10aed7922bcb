import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newId } from '@reprise/event-log';
import type { SampleRecord } from '../files/upload-records.ts';
import { UploadsFolder } from '../files/uploads-folder.ts';
import { ownLock } from '../testing/own-lock.ts';
import { removeOrphanedFolders } from './orphaned-folders.ts';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');
const MINUTE_MS = 60_000;

describe('removeOrphanedFolders', () => {
  let folder: UploadsFolder;
  beforeEach(async () => {
    folder = new UploadsFolder(mkdtempSync(join(tmpdir(), 'reprise-uploads-')), ownLock());
    await folder.open();
  });
  afterEach(() => rmSync(folder.root, { recursive: true }));

  /** Creates a folder whose file was written this many minutes ago, and which itself was written two hours ago. */
  function make(name: string, minutes: number): string {
    const path = join(folder.samplesRoot, name);
    mkdirSync(path);
    writeFileSync(join(path, 'A_R1.fastq.gz'), '');
    touch(join(path, 'A_R1.fastq.gz'), minutes);
    touch(path, 120);
    return name;
  }
  const touch = (path: string, minutes: number) => utimesSync(path, NOW / 1000, NOW / 1000 - minutes * 60);
  const left = () => readdirSync(folder.samplesRoot);

  it('removes unfinished folders, and names those without a record, an hour after their last write', async () => {
    const [finished, half] = [make(`A-${newId()}`, 55), make(`A-${newId()}.new`, 55)];
    expect(await removeOrphanedFolders(folder, NOW)).toEqual({ removed: [], unrecorded: [] });
    expect(left().sort()).toEqual([finished, half].sort());
    const later = await removeOrphanedFolders(folder, NOW + 6 * MINUTE_MS);
    expect(later).toEqual({ removed: [half], unrecorded: [finished] });
    expect(left()).toEqual([finished]);
  });

  it('removes at once what was being deleted', async () => {
    make(`A-${newId()}.gone`, 0);
    await removeOrphanedFolders(folder, NOW);
    expect(left()).toEqual([]);
  });

  it('keeps samples, also those whose deletion is not in the log yet, and folders with other names', async () => {
    const id = newId();
    await folder.samples.save(id, { sample_id: id } as SampleRecord);
    const names = [`A-${id}`, `A-${id}.gone`, 'A-1', 'run7', 'backup.new', 'backup.gone', newId()].map((name) =>
      make(name, 120),
    );
    writeFileSync(join(folder.samplesRoot, `B-${newId()}`), '');
    await removeOrphanedFolders(folder, NOW);
    expect(left()).toEqual(expect.arrayContaining(names));
    expect(left()).toHaveLength(names.length + 1);
  });
});
