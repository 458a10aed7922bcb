import { linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countFiles } from './count-files.ts';

let root: string;
let work: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'reprise-count-'));
  work = join(root, 'work');
  mkdirSync(join(work, 'ab/cd'), { recursive: true });
  writeFileSync(join(work, 'ab/a.bam'), 'x'.repeat(5));
  writeFileSync(join(work, 'ab/cd/b.bam'), 'x'.repeat(7));
});
afterEach(() => rmSync(root, { recursive: true }));

describe('the count of files in a deletion', () => {
  it('includes every file below the given paths, and no folder', async () => {
    expect(await countFiles([work], 100)).toEqual({ files: 2, bytes: 12, truncated: false });
    expect(await countFiles([join(work, 'ab/a.bam'), join(work, 'ab/cd')], 100)).toMatchObject({ files: 2, bytes: 12 });
    expect(await countFiles([], 100)).toEqual({ files: 0, bytes: 0, truncated: false });
  });

  it('is zero for missing paths', async () => {
    expect(await countFiles([join(root, 'gone'), work], 100)).toEqual({ files: 2, bytes: 12, truncated: false });
  });

  it('excludes kept paths with their content', async () => {
    expect(await countFiles([work], 100, new Set([join(work, 'ab/cd')]))).toMatchObject({ files: 1, bytes: 5 });
    expect(await countFiles([work], 100, new Set([work]))).toMatchObject({ files: 0 });
  });

  it('includes links without following them, as zero bytes', async () => {
    writeFileSync(join(root, 'reads.fastq'), 'x'.repeat(99));
    symlinkSync(join(root, 'reads.fastq'), join(work, 'reads.fastq'));
    symlinkSync(root, join(work, 'all'));
    expect(await countFiles([work], 100)).toEqual({ files: 4, bytes: 12, truncated: false });
  });

  it('counts a file with several links once, and only if all of them are deleted', async () => {
    linkSync(join(work, 'ab/a.bam'), join(work, 'same.bam'));
    expect(await countFiles([work], 100)).toMatchObject({ files: 3, bytes: 12 });
    linkSync(join(work, 'ab/a.bam'), join(root, 'published.bam'));
    expect(await countFiles([work], 100)).toMatchObject({ files: 3, bytes: 7 });
    linkSync(join(work, 'ab/cd/b.bam'), join(work, 'other.bam'));
    expect(await countFiles([work], 100)).toMatchObject({ files: 4, bytes: 7 });
  });

  it('stops at the limit, and reports that only if there are more', async () => {
    expect(await countFiles([work], 2)).toEqual({ files: 2, bytes: 12, truncated: false });
    const { files, truncated } = await countFiles([work], 1);
    expect({ files, truncated }).toEqual({ files: 1, truncated: true });
    expect(await countFiles([work], 0)).toEqual({ files: 0, bytes: 0, truncated: true });
  });
});
