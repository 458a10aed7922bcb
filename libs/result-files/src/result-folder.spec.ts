import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asideOf, isInside, isResultPath, resultRoots } from './result-folder.ts';

let root: string;
const made = (path: string): string => {
  mkdirSync(join(root, path), { recursive: true });
  return join(root, path);
};
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'reprise-folders-')));
});
afterEach(() => rmSync(root, { recursive: true }));

describe('a path in a result folder', () => {
  it.each([
    ['/a/b', '/a', true],
    ['/a', '/a', true],
    ['/a/..b', '/a', true],
    ['/a/...', '/a', true],
    ['/ab', '/a', false],
    ['/', '/a', false],
    ['/b/c', '/a', false],
  ])('%s is inside %s: %s', (path, folder, isThere) => {
    expect(isInside(path, folder)).toBe(isThere);
  });

  it.each([
    ['a', true],
    ['a/b.tsv', true],
    ['..a/b..', true],
    ['', false],
    ['/a', false],
    ['a/', false],
    ['a//b', false],
    ['./a', false],
    ['a/../b', false],
    ['a\0', false],
  ])('%j may name a result: %s', (path, mayName) => {
    expect(isResultPath(path)).toBe(mayName);
  });
});

describe('the folders with results', () => {
  it('are the output dir, the work dir and the folder beside it with moved tasks', async () => {
    const [jobDir, outputDir, workDir] = [made('j1'), made('j1/output'), made('j1/work/1')];
    expect(await resultRoots({ jobDir, outputDir, workDir })).toEqual([outputDir, workDir]);
    const aside = made('j1/work/aside');
    expect(await resultRoots({ jobDir, outputDir, workDir })).toEqual([outputDir, workDir, aside]);
  });

  it('are resolved to their real paths', async () => {
    const [jobDir, outputDir] = [made('j1'), made('j1/output')];
    symlinkSync(outputDir, join(jobDir, 'link'));
    symlinkSync(jobDir, join(root, 'again'));
    const folder = { jobDir: join(root, 'again'), outputDir: join(jobDir, 'link'), workDir: made('j1/work/1') };
    expect(await resultRoots(folder)).toEqual([outputDir, join(jobDir, 'work/1')]);
  });

  it("are only the output dir if the work dir is missing, is the job's folder, or does not name the job", async () => {
    const [jobDir, outputDir] = [made('j1'), made('j1/output')];
    for (const workDir of [join(root, 'gone'), jobDir, made('scratch/j2/1')])
      expect(await resultRoots({ jobDir, outputDir, workDir })).toEqual([outputDir]);
    const named = made('scratch/j1/1');
    expect(await resultRoots({ jobDir, outputDir, workDir: named })).toEqual([outputDir, named]);
  });

  it("are none if the output dir or the job's folder is missing, or the first is not inside the second", async () => {
    const [jobDir, outputDir, workDir] = [made('j1'), made('j1/output'), made('j1/work/1')];
    expect(await resultRoots({ jobDir, outputDir: join(root, 'gone'), workDir })).toEqual([]);
    expect(await resultRoots({ jobDir: join(root, 'gone'), outputDir, workDir })).toEqual([]);
    expect(await resultRoots({ jobDir, outputDir: made('j2'), workDir })).toEqual([]);
    expect(await resultRoots({ jobDir, outputDir: jobDir, workDir })).toEqual([]);
  });
});

describe('the folder of moved tasks', () => {
  it('is beside the work dir, and absent if it is missing or a link', async () => {
    const workDir = made('j1/work/1');
    expect(await asideOf(workDir)).toBeNull();
    symlinkSync('/', join(root, 'j1/work/aside'));
    expect(await asideOf(workDir)).toBeNull();
    rmSync(join(root, 'j1/work/aside'));
    const aside = made('j1/work/aside');
    expect(await asideOf(workDir)).toBe(aside);
  });
});
