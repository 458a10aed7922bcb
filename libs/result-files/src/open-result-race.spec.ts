import fs, { mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openResult } from './open-result.ts';

let root: string;
let folder: { jobDir: string; outputDir: string; workDir: string };
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'reprise-results-'));
  const jobDir = join(root, 'jobs', 'j1');
  folder = { jobDir, outputDir: join(jobDir, 'output/1'), workDir: join(jobDir, 'work/1') };
  for (const dir of [join(folder.outputDir, 'tsv'), folder.workDir, join(root, 'secrets')])
    mkdirSync(dir, { recursive: true });
  writeFileSync(join(folder.outputDir, 'tsv/s1.tsv'), 'CHROM\tPOS\n');
  writeFileSync(join(root, 'secrets/s1.tsv'), 'secret');
});

const { realpath } = fs.promises;
/** Runs `work` as soon as a path that ends like this is resolved, before anything else happens. */
function afterRealpathOf(end: string, work: () => void): void {
  fs.promises.realpath = (async (path: string) => {
    const real = await realpath(path);
    if (path.endsWith(end)) work();
    return real;
  }) as typeof realpath;
  syncBuiltinESMExports();
}
afterEach(() => {
  fs.promises.realpath = realpath;
  syncBuiltinESMExports();
  rmSync(root, { recursive: true });
});

describe('a result whose folder a task changes while it is opened', () => {
  it('is not read if an outside link replaces its folder after its path was checked', async () => {
    let swapped = 0;
    afterRealpathOf('tsv/s1.tsv', () => {
      swapped++;
      renameSync(join(folder.outputDir, 'tsv'), join(folder.outputDir, 'moved'));
      symlinkSync(join(root, 'secrets'), join(folder.outputDir, 'tsv'));
    });
    expect(await openResult(folder, 'tsv/s1.tsv')).toBeNull();
    expect(swapped).toBe(1);
  });

  it('is not read if an outside link replaces the file itself', async () => {
    let swapped = 0;
    afterRealpathOf('tsv/s1.tsv', () => {
      swapped++;
      rmSync(join(folder.outputDir, 'tsv/s1.tsv'));
      symlinkSync(join(root, 'secrets/s1.tsv'), join(folder.outputDir, 'tsv/s1.tsv'));
    });
    expect(await openResult(folder, 'tsv/s1.tsv')).toBeNull();
    expect(swapped).toBe(1);
  });
});
