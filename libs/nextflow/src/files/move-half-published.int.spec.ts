import {
  chmodSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { moveHalfPublished } from './move-half-published.ts';

const FIRST = `work/aa/${'1'.repeat(30)}`;
const SECOND = `work/bb/${'2'.repeat(30)}`;

describe('incomplete copies of results', () => {
  let dir: string;
  beforeEach(() => (dir = mkdtempSync(join(tmpdir(), 'reprise-half-'))));
  afterEach(() => rmSync(dir, { recursive: true, force: true }));

  const at = (path: string) => join(dir, path);
  const write = (path: string, text: string) => {
    mkdirSync(dirname(at(path)), { recursive: true });
    writeFileSync(at(path), text);
    return at(path);
  };
  const moved = () =>
    moveHalfPublished({ outputDir: at('out/1'), workDir: at('work'), at: new Date('2026-11-27T10:00:00.000Z') });

  it('are moved aside, at any depth', async () => {
    write(`${FIRST}/S1.bam`, 'reads of S1');
    write(`${SECOND}/S1.vcf`, 'variants');
    const half = [write('out/1/bam/S1.bam', 'rea'), write('out/1/S1.vcf', '')];
    expect((await moved()).toSorted()).toEqual(half.toSorted());
    expect(half.some((path) => existsSync(path))).toBe(false);
    expect(readFileSync(at('out/aside/2026-11-27T10-00-00.000Z/bam/S1.bam'), 'utf8')).toBe('rea');
  });

  it("exclude files that equal a task's file in name and size, have no task's file, or are longer than each", async () => {
    write(`${FIRST}/report.txt`, 'of the first sample');
    const second = write(`${SECOND}/report.txt`, 'second');
    write('out/1/second/report.txt', 'second');
    mkdirSync(at('out/1/linked'));
    linkSync(second, at('out/1/linked/report.txt'));
    write('out/1/written-by-the-script.html', 'x');
    write('out/1/corrected/report.txt', 'of the first sample, corrected by hand');
    write('work/conda/env/README', 'a long one');
    write('out/1/README', 'short');
    expect(await moved()).toEqual([]);
    const half = write('out/1/first/report.txt', 'of the f');
    expect(await moved()).toEqual([half]);
  });

  it('take with them the folder that was published as a whole, which Nextflow would not publish again', async () => {
    write(`${FIRST}/qc/plots/depth.png`, 'a picture');
    write(`${FIRST}/qc/summary.txt`, 'all is well');
    write('out/1/S1/qc/plots/depth.png', 'a pic');
    write('out/1/S1/qc/summary.txt', 'all is well');
    write('out/1/S1/other.txt', 'x');
    expect(await moved()).toEqual([at('out/1/S1/qc')]);
    expect(readFileSync(at('out/aside/2026-11-27T10-00-00.000Z/S1/qc/plots/depth.png'), 'utf8')).toBe('a pic');
    expect(existsSync(at('out/1/S1/other.txt'))).toBe(true);
  });

  it('are found beside a folder of a task with the name of one in the output dir', async () => {
    write(`${FIRST}/bam/log.txt`, 'x');
    write(`${SECOND}/S1.bam`, 'reads of S1');
    const half = write('out/1/bam/S1.bam', 'rea');
    expect(await moved()).toEqual([half]);
  });

  it('are moved once if they are in a folder that is also moved', async () => {
    write(`${FIRST}/S1/qc.txt`, 'all is well');
    write(`${SECOND}/S1.bam`, 'reads of S1');
    write('out/1/S1/qc.txt', 'all');
    write('out/1/S1/S1.bam', 'rea');
    expect(await moved()).toEqual([at('out/1/S1')]);
    expect(readFileSync(at('out/aside/2026-11-27T10-00-00.000Z/S1/S1.bam'), 'utf8')).toBe('rea');
  });

  it('exclude files that a task has completely at another place of its dir', async () => {
    write(`${FIRST}/bam/S1.bam`, 'all reads of S1, before they were filtered');
    write(`${FIRST}/S1.bam`, 'reads of S1');
    write('out/1/bam/S1.bam', 'reads of S1');
    expect(await moved()).toEqual([]);
  });

  it("exclude links, and files of a folder that equals the task's, whatever another task has", async () => {
    write(`${FIRST}/qc/summary.txt`, 'all is well');
    write(`${SECOND}/summary.txt`, 'of another task');
    symlinkSync(at(`${FIRST}/qc`), at(`${SECOND}/given`));
    write('out/1/given/summary.txt', 'of another task');
    write('out/1/S1/qc/summary.txt', 'all is well');
    mkdirSync(at('out/1/short'));
    symlinkSync(write('elsewhere/summary.txt', 'x'), at('out/1/short/summary.txt'));
    symlinkSync(at('elsewhere'), at('out/1/linked'));
    expect(await moved()).toEqual([]);
  });

  it('are none without an output dir or work dir, or for an unreadable folder', async () => {
    expect(await moved()).toEqual([]);
    const half = write('out/1/a.txt', 'a');
    expect(await moved()).toEqual([]);
    write(`${FIRST}/a.txt`, 'abc');
    write(`${SECOND}/a.txt`, 'abcd');
    chmodSync(at(SECOND), 0);
    expect(await moved()).toEqual([half]);
    chmodSync(at(SECOND), 0o755);
  });
});
