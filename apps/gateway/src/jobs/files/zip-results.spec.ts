import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { ResultFile, ResultSource } from './result-source.ts';
import { zipResults } from './zip-results.ts';

const file = (text: string): ResultFile => ({
  size: text.length,
  modifiedAt: '2026-01-01T00:00:00.000Z',
  read: () => Readable.from([Buffer.from(text)]),
  part: () => Promise.resolve(Buffer.from(text)),
  close: () => Promise.resolve(),
});
const sourceOf = (files: Readonly<Record<string, string>>): ResultSource => ({
  list: () => Promise.reject(new Error('is not asked for')),
  open: (path) => Promise.resolve(path in files ? file(files[path]!) : null),
});

describe('a ZIP of results', () => {
  it('ends after its last file', async () => {
    const packed = await buffer(zipResults(sourceOf({ a: 'one', b: '' }), ['a', 'b'], 'S1'));
    expect(packed.subarray(0, 2).toString()).toBe('PK');
  });

  it('lists at its end the files that were deleted in the meantime or cannot be opened', async () => {
    const warned = jest.spyOn(Logger, 'warn').mockReturnValue();
    const packed = await buffer(zipResults(sourceOf({ a: 'one', c: '' }), ['a', 'b', 'c', 'd'], 'S1'));
    const { names, note } = unpacked(packed);
    expect(names).toEqual(['S1/a', 'S1/c', 'DOWNLOAD-INCOMPLETE.txt']);
    expect(note).toContain(
      'This download is incomplete.\n\nThese files are not in it:\n\n  b\n  d\n\nThey were deleted while it was packed',
    );
    expect(warned).toHaveBeenCalledWith('The download of S1 lacks b, d', 'Results');
    warned.mockRestore();
  });

  it('breaks off when a file cannot be read to its end, since a shorter one would pass for complete', async () => {
    const broken = () =>
      Readable.from(
        (async function* () {
          yield Buffer.from('on');
          await Promise.reject(new Error('EIO: i/o error, read'));
        })(),
      );
    const source = { ...sourceOf({}), open: () => Promise.resolve({ ...file('one'), read: broken }) };
    await expect(buffer(zipResults(source, ['a'], 'S1'))).rejects.toThrow('EIO');
  });
});

/** Names in a ZIP, and the text of its last file. */
function unpacked(packed: Buffer): { readonly names: string[]; readonly note: string } {
  const folder = mkdtempSync(join(tmpdir(), 'reprise-zip-'));
  try {
    const path = join(folder, 'all.zip');
    writeFileSync(path, packed);
    const script =
      'import json, sys, zipfile\nz = zipfile.ZipFile(sys.argv[1])\nassert z.testzip() is None\n' +
      'print(json.dumps({"names": z.namelist(), "note": z.read(z.namelist()[-1]).decode()}))';
    return JSON.parse(execFileSync('python3', ['-c', script, path], { encoding: 'utf8' })) as ReturnType<
      typeof unpacked
    >;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
