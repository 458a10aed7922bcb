import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { listResults } from './list-results.ts';

let root: string;
let folder: { jobDir: string; outputDir: string; workDir: string };
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'reprise-results-'));
  const job = join(root, 'jobs', 'j1');
  folder = { jobDir: job, outputDir: join(job, 'output/1'), workDir: join(job, 'work/1') };
  for (const dir of ['output/1/tsv', 'work/1']) mkdirSync(join(job, dir), { recursive: true });
  writeFileSync(join(folder.outputDir, 'tsv/s1.tsv'), 'CHROM\tPOS\n');
});
afterEach(() => rmSync(root, { recursive: true }));

describe('a result beside endless links', () => {
  it('is listed, with the links as far as they go', async () => {
    const folders = Array.from({ length: 30 }, (_, n) => join(folder.workDir, String(n)));
    folders.forEach((each) => mkdirSync(each));
    folders.slice(1).forEach((each, n) => ['x', 'y'].forEach((name) => symlinkSync(each, join(folders[n]!, name))));
    symlinkSync(folders[0]!, join(folder.outputDir, 'zzz'));
    expect(await listResults(folder, 10)).toMatchObject({ entries: [{ path: 'tsv/s1.tsv' }], truncated: true });
  });
});
