import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { appendLines, headFile, readLines } from './head-file.ts';

let scratch: string;
let folder: string;
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'reprise-heads-'));
  folder = join(scratch, 'far', 'away');
});
afterEach(() => rmSync(scratch, { recursive: true }));

describe('the file of signed heads', () => {
  it('is created with its folder, for its owner alone, with one head per line', async () => {
    await appendLines(folder, ['a', 'b']);
    await appendLines(folder, ['c']);
    expect(headFile(folder)).toBe(join(folder, 'heads.ndjson'));
    expect(readFileSync(headFile(folder), 'utf8')).toBe('a\nb\nc\n');
    expect(statSync(headFile(folder)).mode & 0o777).toBe(0o600);
    expect(await readLines(folder)).toEqual(['a', 'b', 'c']);
  });

  it('keeps the next head whole after a crash tore the last one', async () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(headFile(folder), 'a\nb, torn');
    await appendLines(folder, ['c']);
    expect(await readLines(folder)).toEqual(['a', 'b, torn', 'c']);
  });

  it('is closed after each append', async () => {
    const open = () => readdirSync('/proc/self/fd').length;
    await appendLines(folder, ['a']);
    const before = open();
    for (let times = 0; times < 20; times += 1) await appendLines(folder, ['b']);
    expect(open() - before).toBeLessThan(10);
  });

  it('has no heads if it is missing, or in empty lines', async () => {
    expect(await readLines(folder)).toEqual([]);
    mkdirSync(folder, { recursive: true });
    writeFileSync(headFile(folder), '\na\r\n\nb');
    expect(await readLines(folder)).toEqual(['a', 'b']);
  });

  it('is not treated as empty if it cannot be read', async () => {
    mkdirSync(headFile(folder), { recursive: true });
    await expect(readLines(folder)).rejects.toThrow('EISDIR');
    await expect(appendLines(folder, ['a'])).rejects.toThrow('EISDIR');
  });
});
