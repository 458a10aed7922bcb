import fc from 'fast-check';
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readText } from './read-text.ts';

describe('reading text from an offset', () => {
  const dir = mkdtempSync(join(tmpdir(), 'reprise-text-'));
  const path = join(dir, 'log');
  afterAll(() => rmSync(dir, { recursive: true, force: true }));

  it('cuts between characters and returns the next offset', async () => {
    writeFileSync(path, 'aä€😀');
    expect(await readText(path, 0, 2)).toEqual({ text: 'a', next_offset: 1, size: 10 });
    expect(await readText(path, 1, 5)).toEqual({ text: 'ä€', next_offset: 6, size: 10 });
    expect(await readText(path, 6, 100)).toEqual({ text: '😀', next_offset: 10, size: 10 });
    expect(await readText(path, 10, 100)).toEqual({ text: '', next_offset: 10, size: 10 });
  });

  it('counts a negative offset from the end, skipping the rest of a cut character', async () => {
    writeFileSync(path, 'ä€!');
    expect(await readText(path, -2, 100)).toEqual({ text: '!', next_offset: 6, size: 6 });
    expect(await readText(path, -100, 100)).toMatchObject({ text: 'ä€!' });
  });

  it('begins at the end of a truncated file, and detects a missing one', async () => {
    writeFileSync(path, 'abc');
    expect(await readText(path, 100, 10)).toEqual({ text: '', next_offset: 3, size: 3 });
    expect(await readText(join(dir, 'missing'), 0, 10)).toBeNull();
  });

  it('treats anything other than a regular file as missing: it follows no link, and waits at no FIFO', async () => {
    writeFileSync(path, 'secret');
    symlinkSync(path, join(dir, 'link'));
    execFileSync('mkfifo', [join(dir, 'fifo')]);
    mkdirSync(join(dir, 'folder'));
    for (const name of ['link', 'fifo', 'folder']) expect(await readText(join(dir, name), 0, 10)).toBeNull();
  });

  it('returns the whole text, whatever the size of its parts', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        fc.integer({ min: 4, max: 9 }),
        async (text, size) => {
          writeFileSync(path, text);
          let read = '';
          for (let offset = 0; ;) {
            const part = await readText(path, offset, size);
            if (!part || part.next_offset === offset) break;
            read += part.text;
            offset = part.next_offset;
          }
          expect(read).toBe(text);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('advances through bytes that are not text', async () => {
    writeFileSync(path, Buffer.alloc(20, 0x80));
    let offset = 0;
    for (let turn = 0; turn < 20 && offset < 20; turn += 1)
      offset = (await readText(path, offset, 4))?.next_offset ?? 0;
    expect(offset).toBe(20);
  });
});
