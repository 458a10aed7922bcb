import fs, { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { countFiles } from './count-files.ts';
import { listResults } from './list-results.ts';
import { openResult } from './open-result.ts';

let root: string;
let folder: { jobDir: string; outputDir: string; workDir: string };
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'reprise-disk-'));
  const jobDir = join(root, 'jobs', 'j1');
  folder = { jobDir, outputDir: join(jobDir, 'output/1'), workDir: join(jobDir, 'work/1') };
  for (const dir of [join(folder.outputDir, 'tsv'), folder.workDir]) mkdirSync(dir, { recursive: true });
  writeFileSync(join(folder.outputDir, 'a.tsv'), 'a');
  writeFileSync(join(folder.outputDir, 'tsv/s1.tsv'), 'CHROM\tPOS\n');
  writeFileSync(join(root, 'admin.token'), 'secret');
});

const { opendir, readdir, realpath, stat, open } = fs.promises;
afterEach(() => {
  Object.assign(fs.promises, { opendir, readdir, realpath, stat, open });
  syncBuiltinESMExports();
  rmSync(root, { recursive: true });
});

/** Replaces a call of the file system. */
function replaced(calls: Readonly<Record<string, (...given: never[]) => unknown>>): void {
  Object.assign(fs.promises, calls);
  syncBuiltinESMExports();
}
const failing = (code: string) => async (): Promise<never> => {
  throw Object.assign(new Error(code), { code });
};
const paths = async () => (await listResults(folder, 10)).entries.map(({ path }) => path);

describe('files that disappear during a read', () => {
  it('are not counted, and an unreadable folder has none', async () => {
    replaced({ opendir: failing('ENOENT') });
    expect(await countFiles([folder.outputDir], 10)).toEqual({ files: 0, bytes: 0, truncated: false });
  });

  it('are not listed', async () => {
    replaced({ readdir: async (path: string) => (path.endsWith('tsv') ? failing('ENOENT')() : readdir(path)) });
    expect(await paths()).toEqual(['a.tsv']);
    replaced({ readdir, stat: async (path: string) => (path.endsWith('a.tsv') ? failing('ENOENT')() : stat(path)) });
    expect(await paths()).toEqual(['tsv/s1.tsv']);
    let looks = 0;
    replaced({ stat, realpath: async (path: string) => (++looks > 4 ? failing('ENOENT')() : realpath(path)) });
    expect(await paths()).toEqual([]);
  });

  it('are listed by name, whatever the order of the disk', async () => {
    for (const name of ['z', 'm']) writeFileSync(join(folder.outputDir, `${name}.tsv`), name);
    replaced({ readdir: async (path: string) => (await readdir(path)).sort().reverse() });
    expect(await paths()).toEqual(['a.tsv', 'm.tsv', 'tsv/s1.tsv', 'z.tsv']);
  });
});

describe('a result that cannot be opened', () => {
  it.each(['ENOENT', 'ENOTDIR', 'ELOOP', 'ENXIO', 'ENAMETOOLONG', 'EACCES'])('is absent: %s', async (code) => {
    replaced({ open: failing(code) });
    expect(await openResult(folder, 'a.tsv')).toBeNull();
  });

  it('is absent if a socket is in its place', async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(folder.outputDir, 's'), resolve));
    expect(await openResult(folder, 's')).toBeNull();
    await new Promise((resolve) => server.close(resolve));
  });

  it('is an error if the disk fails', async () => {
    replaced({ open: failing('EIO') });
    await expect(openResult(folder, 'a.tsv')).rejects.toThrow('EIO');
    replaced({
      open: async () => {
        throw new Error('of no code');
      },
    });
    await expect(openResult(folder, 'a.tsv')).rejects.toThrow('of no code');
  });
});

describe('a path outside of the results', () => {
  it('is not even opened', async () => {
    symlinkSync(join(root, 'admin.token'), join(folder.outputDir, 'link'));
    const opened: string[] = [];
    replaced({
      open: async (path: string, flags: number) => {
        opened.push(path);
        return open(path, flags);
      },
    });
    expect(await openResult(folder, 'link')).toBeNull();
    expect(opened).toEqual([]);
  });
});

describe('a result after its last byte', () => {
  it('is closed', async () => {
    const descriptors = () => readdirSync('/proc/self/fd').length;
    const before = descriptors();
    const file = await openResult(folder, 'a.tsv');
    expect(await text(file!.read(0, 0))).toBe('a');
    await new Promise((resolve) => setImmediate(resolve));
    const deadline = Date.now() + 10_000;
    while (descriptors() > before && Date.now() < deadline) await new Promise((resolve) => setImmediate(resolve));
    expect(descriptors()).toBe(before);
  });
});
