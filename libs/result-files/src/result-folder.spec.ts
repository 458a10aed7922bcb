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

describe('a path', () => {
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

  it('are by their real paths', async () => {
    const [jobDir, outputDir] = [made('j1'), made('j1/output')];
    symlinkSync(outputDir, join(jobDir, 'link'));
    symlinkSync(jobDir, join(root, 'again'));
    const folder = { jobDir: join(root, 'again'), outputDir: join(jobDir, 'link'), workDir: made('j1/work/1') };
    expect(await resultRoots(folder)).toEqual([outputDir, join(jobDir, 'work/1')]);
  });

  it('are the output dir alone where the work dir is not there, is the job, or is of nobody that is known', async () => {
    const [jobDir, outputDir] = [made('j1'), made('j1/output')];
    for (const workDir of [join(root, 'gone'), jobDir, made('scratch/j2/1')])
      expect(await resultRoots({ jobDir, outputDir, workDir })).toEqual([outputDir]);
    const named = made('scratch/j1/1');
    expect(await resultRoots({ jobDir, outputDir, workDir: named })).toEqual([outputDir, named]);
  });

  it('are none where the output dir or the job is not there, or the one is not in the other', async () => {
    const [jobDir, outputDir, workDir] = [made('j1'), made('j1/output'), made('j1/work/1')];
    expect(await resultRoots({ jobDir, outputDir: join(root, 'gone'), workDir })).toEqual([]);
    expect(await resultRoots({ jobDir: join(root, 'gone'), outputDir, workDir })).toEqual([]);
    expect(await resultRoots({ jobDir, outputDir: made('j2'), workDir })).toEqual([]);
    expect(await resultRoots({ jobDir, outputDir: jobDir, workDir })).toEqual([]);
  });
});

describe('the folder of moved tasks', () => {
  it('is beside the work dir, and none where there is none or a link in its place', async () => {
    const workDir = made('j1/work/1');
    expect(await asideOf(workDir)).toBeNull();
    symlinkSync('/', join(root, 'j1/work/aside'));
    expect(await asideOf(workDir)).toBeNull();
    rmSync(join(root, 'j1/work/aside'));
    const aside = made('j1/work/aside');
    expect(await asideOf(workDir)).toBe(aside);
  });
});
