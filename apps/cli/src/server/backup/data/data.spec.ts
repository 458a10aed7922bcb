import {
  chmodSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { BackupFolder } from '../folder/backup-folder.ts';
import { assertApart } from './assert-apart.ts';
import { assertEmpty } from './assert-empty.ts';
import { copyFiles } from './copy-files.ts';
import { dataFiles, uploadFiles } from './data-files.ts';
import { placeFiles } from './place-files.ts';

let scratch: string;
beforeEach(() => (scratch = mkdtempSync(join(tmpdir(), 'reprise-backup-'))));
afterEach(() => rmSync(scratch, { recursive: true }));

const inScratch = (path: string) => join(scratch, path);
function write(path: string, text = path, mode = 0o600): string {
  const file = inScratch(path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  chmodSync(file, mode);
  return file;
}

describe('the files of a data dir', () => {
  it('are its keys, logins, ids and inputs, without jobs, servers, logs and files in progress', () => {
    const kept = ['admin.token', 'audit/private-key.pem', 'inputs/a.json', 'nats.password', 'nats.gateway.password'];
    const others = [
      'jobs/j/work/x',
      'nats/store/x',
      'logs/nats.log',
      'postgres/data/x',
      'inputs/b.json.new',
      'reserve',
    ];
    for (const path of [...kept, ...others]) write(`data/${path}`);
    const found = dataFiles(inScratch('data')).filter(({ stats }) => stats.isFile());
    expect(found.map(({ path }) => path).sort()).toEqual(kept.sort());
  });

  it('are empty for a missing folder', () => expect(uploadFiles(inScratch('no'))).toEqual([]));

  it('are found through a link to the folder of uploads, but through no link inside of it', () => {
    write('disk/files/a');
    symlinkSync(inScratch('disk'), inScratch('uploads'));
    symlinkSync('/etc', inScratch('disk/etc'));
    expect(uploadFiles(inScratch('uploads')).map(({ path }) => path)).toEqual([
      'uploads',
      'uploads/files',
      'uploads/files/a',
    ]);
  });
});

describe('files in a backup', () => {
  it('keep mode, time and links, and only changed ones are copied again', async () => {
    const one = write('data/uploads/files/one', 'reads', 0o444);
    mkdirSync(inScratch('data/uploads/samples/s'), { recursive: true });
    chmodSync(inScratch('data/uploads/samples/s'), 0o755);
    linkSync(one, inScratch('data/uploads/samples/s/S_R1.fastq.gz'));
    write('data/uploads/records/r.json');
    const folder = await BackupFolder.prepare(inScratch('backup'));
    const first = await copyFiles(folder, uploadFiles(inScratch('data/uploads')));
    expect(first.copied.map(({ path }) => path)).toEqual(['uploads/files/one', 'uploads/records/r.json']);

    const placed = { fileOf: folder.fileOf, dataDir: inScratch('b'), uploads: inScratch('b/uploads'), lastSeq: 0 };
    await placeFiles({ manifest: first, ...placed });
    const [file, sample] = ['files/one', 'samples/s/S_R1.fastq.gz'].map((path) =>
      statSync(inScratch(`b/uploads/${path}`)),
    );
    expect(readFileSync(inScratch('b/uploads/samples/s/S_R1.fastq.gz'), 'utf8')).toBe('reads');
    expect(sample!.ino).toBe(file!.ino);
    expect(file!.mode & 0o777).toBe(0o444);
    expect(Math.round(file!.mtimeMs)).toBe(Math.round(statSync(one).mtimeMs));
    expect(statSync(inScratch('b/uploads/samples/s')).mode & 0o777).toBe(0o755);

    write('data/uploads/records/r.json', 'changed');
    const second = await copyFiles(folder, uploadFiles(inScratch('data/uploads')), { known: first.files });
    expect(second.copied.map(({ path }) => path)).toEqual(['uploads/records/r.json']);
    expect(second.files).toHaveLength(3);
  });
});

describe('a backup folder', () => {
  it('is rejected in the data dir, around it, or through a link into it', () => {
    mkdirSync(inScratch('data'));
    symlinkSync(inScratch('data'), inScratch('link'));
    const apart = (path: string) => () => assertApart(inScratch(path), [inScratch('data')]);
    expect(apart('data/backup')).toThrow(`is in ${inScratch('data')}, whose loss it would share.`);
    expect(apart('data')).toThrow('whose loss it would share');
    expect(apart('link/new/backup')).toThrow('whose loss it would share');
    expect(apart('')).toThrow('Give a folder for backups alone.');
    expect(apart('database')).not.toThrow();
  });

  it('is rejected if it holds something else, or if another process writes into it', async () => {
    write('other/thesis.txt');
    await expect(BackupFolder.prepare(inScratch('other'))).rejects.toThrow(
      'is not empty and is not a folder of backups: it has thesis.txt',
    );
    await expect(BackupFolder.open(inScratch('other'))).rejects.toThrow('is not a folder of backups');
    const folder = await BackupFolder.prepare(inScratch('backup'));
    await expect(BackupFolder.prepare(inScratch('backup'))).rejects.toThrow(
      `The process ${String(process.pid)} is writing`,
    );
    await folder.release();
    await expect(BackupFolder.open(inScratch('backup'))).rejects.toThrow('has no complete backup');
  });
});

describe('the data dir of a restore', () => {
  it('may be missing, empty, or contain only the folder of jobs', async () => {
    await assertEmpty(inScratch('new'));
    write('data/jobs/j/x');
    await assertEmpty(inScratch('data'));
    write('data/admin.token');
    await expect(assertEmpty(inScratch('data'))).rejects.toThrow(
      'is not empty: it has admin.token. Nothing was restored.',
    );
  });
});
