import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { listResults } from './list-results.ts';
import { openResult } from './open-result.ts';

let root: string;
let job: string;
let folder: { jobDir: string; outputDir: string; workDir: string };
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'reprise-results-'));
  job = join(root, 'jobs', 'j1');
  folder = { jobDir: job, outputDir: join(job, 'output/1'), workDir: join(job, 'work/1') };
  for (const dir of ['output/1/tsv', 'work/1/ab', 'attempts/1']) mkdirSync(join(job, dir), { recursive: true });
  writeFileSync(join(folder.outputDir, 'tsv/s1.tsv'), 'CHROM\tPOS\n');
  writeFileSync(join(folder.workDir, 'ab/s1.bam'), 'bam');
  writeFileSync(join(job, 'attempts/1/params.json'), '{}');
  writeFileSync(join(root, 'admin.token'), 'secret');
});
afterEach(() => rmSync(root, { recursive: true }));

const read = async (path: string): Promise<string | null> => {
  const file = await openResult(folder, path);
  return file && text(file.read(0, file.size - 1));
};
const link = (target: string, path: string) => symlinkSync(target, join(folder.outputDir, path));

describe('a result', () => {
  it('is read by its path in the output dir', async () => {
    expect(await read('tsv/s1.tsv')).toBe('CHROM\tPOS\n');
  });

  it('may be a link into the work dir, or one within the output dir', async () => {
    link('../../work/1/ab/s1.bam', 's1.bam');
    link('tsv', 'tables');
    expect(await read('s1.bam')).toBe('bam');
    expect(await read('tables/s1.tsv')).toBe('CHROM\tPOS\n');
  });

  it('may be a link to moved files, unless a link replaced their folder', async () => {
    mkdirSync(join(job, 'work/aside/ab'), { recursive: true });
    writeFileSync(join(job, 'work/aside/ab/s1.vcf'), 'vcf');
    link('../../work/aside/ab/s1.vcf', 's1.vcf');
    link(join(root, 'admin.token'), 'token');
    expect([await read('s1.vcf'), await read('token')]).toEqual(['vcf', null]);
    rmSync(join(job, 'work/aside'), { recursive: true });
    symlinkSync('/', join(job, 'work/aside'));
    expect(await read('token')).toBeNull();
    expect((await listResults(folder, 10)).entries.map(({ path }) => path)).toEqual(['tsv/s1.tsv']);
  });

  it('may be a link into a separate work dir, in a folder named by the job', async () => {
    const workDir = join(root, 'scratch/j1/1');
    mkdirSync(workDir, { recursive: true });
    writeFileSync(join(workDir, 's1.bam'), 'bam');
    link(join(workDir, 's1.bam'), 's1.bam');
    expect((await openResult({ ...folder, workDir }, 's1.bam'))?.size).toBe(3);
    const others = { ...folder, workDir: join(root, 'scratch/j2/1') };
    mkdirSync(others.workDir, { recursive: true });
    writeFileSync(join(others.workDir, 's2.bam'), 'bam');
    link(join(others.workDir, 's2.bam'), 's2.bam');
    expect(await openResult(others, 's2.bam')).toBeNull();
  });

  it('is read in parts', async () => {
    const file = await openResult(folder, 'tsv/s1.tsv');
    expect(file?.size).toBe(10);
    expect(await text(file!.read(6, 8))).toBe('POS');
  });

  it('is read part after part, up to its size, until it is closed', async () => {
    const file = (await openResult(folder, 'tsv/s1.tsv'))!;
    expect(String(await file.part(0, 4))).toBe('CHROM');
    expect(String(await file.part(6, 8))).toBe('POS');
    expect(String(await file.part(8, 20))).toBe('S\n');
    await file.close();
    await expect(file.part(0, 4)).rejects.toThrow();
  });

  it('has its modification time', async () => {
    const at = new Date('2026-02-01T10:00:00.000Z');
    utimesSync(join(folder.outputDir, 'tsv/s1.tsv'), at, at);
    const file = await openResult(folder, 'tsv/s1.tsv');
    expect(file?.modifiedAt).toBe('2026-02-01T10:00:00.000Z');
    await file?.close();
  });
});

describe('a path that leads out of the results', () => {
  it.each([
    '../../attempts/1/params.json',
    'tsv/../../../attempts/1/params.json',
    '..',
    '.',
    '',
    '/etc/passwd',
    'tsv//s1.tsv',
    './tsv/s1.tsv',
    'tsv/s1.tsv\0.png',
    'tsv',
    'tsv/s1.tsv/x',
    `${'a'.repeat(300)}.tsv`,
    '%2e%2e/%2e%2e/attempts/1/params.json',
    '..\\..\\attempts\\1\\params.json',
  ])('is not read as %j', async (path) => {
    expect(await openResult(folder, path)).toBeNull();
  });

  it.each([
    ['a file of Reprise', () => join(root, 'admin.token')],
    ['another folder of the job', () => join(job, 'attempts/1/params.json')],
    ['the file of another process', () => '/proc/self/environ'],
    ['itself', () => join(folder.outputDir, 'link')],
  ])('is not read as a link to %s', async (_what, target) => {
    link(target(), 'link');
    expect(await openResult(folder, 'link')).toBeNull();
    expect((await listResults(folder, 10)).entries.map(({ path }) => path)).toEqual(['tsv/s1.tsv']);
  });

  it('is not read through a folder that is a link', async () => {
    link(root, 'all');
    expect(await openResult(folder, 'all/admin.token')).toBeNull();
  });

  it('is not read from an output dir outside of the folder of its job, or one that is that folder', async () => {
    for (const outputDir of ['/etc', root, job, join(job, '..', 'j1')])
      expect(await openResult({ ...folder, outputDir }, 'passwd')).toBeNull();
    expect(await openResult({ ...folder, outputDir: job }, 'attempts/1/params.json')).toBeNull();
  });

  it('is not read if it is a folder or a FIFO, and is not left open', async () => {
    execFileSync('mkfifo', [join(folder.outputDir, 'pipe')]);
    const open = () => readdirSync('/proc/self/fd').length;
    const before = open();
    for (const path of ['tsv', 'pipe']) expect(await openResult(folder, path)).toBeNull();
    expect(open()).toBe(before);
  });

  it('is not read if it is a FIFO, without waiting for its writer', async () => {
    execFileSync('mkfifo', [join(folder.outputDir, 'pipe')]);
    expect(await openResult(folder, 'pipe')).toBeNull();
  });
});

describe('a list of results', () => {
  it('contains files and links to results, by path, once although a folder links to itself', async () => {
    link('../../work/1/ab/s1.bam', 's1.bam');
    link('.', 'loop');
    linkSync(join(folder.outputDir, 'tsv/s1.tsv'), join(folder.outputDir, 'a.tsv'));
    expect(await listResults(folder, 10)).toEqual({
      entries: [
        { path: 'a.tsv', bytes: 10 },
        { path: 's1.bam', bytes: 3 },
        { path: 'tsv/s1.tsv', bytes: 10 },
      ],
      truncated: false,
    });
  });

  it('is sorted by path, whatever the order on the disk, and complete at exactly the requested number', async () => {
    for (const name of ['z', 'm', 'a']) writeFileSync(join(folder.outputDir, `${name}.tsv`), name);
    const { entries, truncated } = await listResults(folder, 4);
    expect(entries.map(({ path }) => path)).toEqual(['a.tsv', 'm.tsv', 'tsv/s1.tsv', 'z.tsv']);
    expect(truncated).toBe(false);
    expect(await listResults(folder, 3)).toMatchObject({ truncated: true });
  });

  it('excludes folders, FIFOs and broken links', async () => {
    execFileSync('mkfifo', [join(folder.outputDir, 'pipe')]);
    mkdirSync(join(folder.outputDir, 'empty'));
    link('gone.tsv', 'nowhere.tsv');
    expect((await listResults(folder, 10)).entries.map(({ path }) => path)).toEqual(['tsv/s1.tsv']);
  });

  it('is complete behind many names that are not results', async () => {
    for (let n = 10; n < 60; n += 1) link('gone', `${String(n)}.tsv`);
    expect(await listResults(folder, 2)).toEqual({ entries: [{ path: 'tsv/s1.tsv', bytes: 10 }], truncated: false });
  });

  it('states that it is truncated', async () => {
    link('tsv/s1.tsv', 'b.tsv');
    expect(await listResults(folder, 1)).toEqual({ entries: [{ path: 'b.tsv', bytes: 10 }], truncated: true });
  });

  it('is empty if the output dir is gone', async () => {
    rmSync(folder.outputDir, { recursive: true });
    expect(await listResults(folder, 10)).toEqual({ entries: [], truncated: false });
  });
});
