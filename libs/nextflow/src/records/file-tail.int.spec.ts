import { execFileSync } from 'node:child_process';
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Scratch } from '../testing/scratch.ts';
import { FileTail } from './file-tail.ts';

describe('the lines of a growing file', () => {
  let scratch: Scratch;
  let path: string;
  let tail: FileTail;
  beforeEach(() => {
    scratch = new Scratch();
    path = join(scratch.dir, 'stdout');
    tail = new FileTail(path);
  });
  afterEach(() => scratch.end());

  it('are none before it exists, and each appears once it is complete', async () => {
    expect(await tail.lines()).toEqual([]);
    writeFileSync(path, 'one\ntw');
    expect(await tail.lines()).toEqual(['one']);
    appendFileSync(path, 'o\n\nthree');
    expect(await tail.lines()).toEqual(['two', '']);
    expect(tail.lastLine()).toEqual(['three']);
    expect(tail.lastLine()).toEqual([]);
  });

  it('are none if a file replaced its folder', async () => {
    writeFileSync(path, '');
    const inside = new FileTail(join(path, 'trace.tsv'));
    expect([await inside.lines(), inside.lastLine(), inside.behind]).toEqual([[], [], false]);
  });

  it('are none for a FIFO in its place without a writer', async () => {
    execFileSync('mkfifo', [path]);
    expect(await tail.lines()).toEqual([]);
  });

  it('are returned in parts of some MB if there are many, each whole and once', async () => {
    const lines = Array.from({ length: 400_000 }, (_, i) => `${i} äöü語😀 of a line`);
    writeFileSync(path, lines.map((line) => `${line}\n`).join(''));
    const read: string[][] = [];
    do read.push(await tail.lines());
    while (tail.behind);
    expect(read.length).toBeGreaterThan(2);
    expect(Math.max(...read.map((part) => part.length))).toBeLessThan(200_000);
    expect(read.flat()).toEqual(lines);
  });

  it('keep only the end of an extremely long one', async () => {
    writeFileSync(path, `${'.'.repeat(30 << 20)} at last\n`);
    const read: string[] = [];
    do read.push(...(await tail.lines()));
    while (tail.behind);
    expect(read).toEqual([expect.stringMatching(/\. at last$/)]);
    expect(read[0]!.length).toBeLessThan(16 << 20);
  });
});
