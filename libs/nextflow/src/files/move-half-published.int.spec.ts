import { existsSync, linkSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { deleteHalfPublished } from './delete-half-published.ts';

describe('half copies of results', () => {
  let dir: string;
  beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'reprise-half-'))));
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const at = (path: string) => join(dir, path);
  const write = (path: string, text: string) => {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), text);
    return at(path);
  };
  const found = async () => {
    const { paths, left } = await deleteHalfPublished({ outputDir: at('out'), workDir: at('work') });
    return [paths.toSorted(), left];
  };

  it('are deleted, in any folder, also of a file in a folder that a task made', async () => {
    write('work/aa/1/S1.bam', 'reads of S1');
    write('work/bb/2/qc/deep/summary.txt', 'all is well');
    const half = [write('out/bam/S1.bam', 'rea'), write('out/qc/deep/summary.txt', '')];
    expect(await found()).toEqual([half, []]);
    expect(half.some((path) => existsSync(path))).toBe(false);
  });

  it('are none where one of the tasks has a file of that name and size, where no task has one, and where it is a link', async () => {
    write('work/aa/1/report.txt', 'of the first sample');
    const second = write('work/bb/2/report.txt', 'second');
    write('out/second/report.txt', 'second');
    mkdirSync(at('out/linked'));
    linkSync(second, at('out/linked/report.txt'));
    mkdirSync(at('out/short'));
    symlinkSync(write('elsewhere/report.txt', 'x'), at('out/short/report.txt'));
    write('out/written-by-the-script.html', 'x');
    symlinkSync(at('work'), at('out/work'));
    expect(await found()).toEqual([[], []]);
    rmSync(at('out/work'));
    const other = write('out/first/report.txt', 'of neither');
    expect(await found()).toEqual([[other], []]);
  });

  it('are none where there is no output dir yet, or no work dir', async () => {
    expect(await found()).toEqual([[], []]);
    write('out/a.txt', 'a');
    expect(await found()).toEqual([[], []]);
  });
});
