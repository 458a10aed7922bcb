import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { jest } from '@jest/globals';
import { Logger } from '@nestjs/common';
import type { ResultFile, ResultSource } from './result-source.ts';
import { zipResults } from './zip-results.ts';

const file = (text: string): ResultFile => ({
  ...{ size: text.length, modifiedAt: '2026-01-01T00:00:00.000Z', read: () => Readable.from([Buffer.from(text)]) },
  ...{ part: () => Promise.resolve(Buffer.from(text)), close: () => Promise.resolve() },
});
const sourceOf = (files: Readonly<Record<string, string>>): ResultSource => ({
  list: () => Promise.reject(new Error('is not asked for')),
  open: (path) => Promise.resolve(path in files ? file(files[path]!) : null),
});

describe('a ZIP of results', () => {
  it('ends where all are in it', async () => {
    const packed = await buffer(zipResults(sourceOf({ a: 'one', b: '' }), ['a', 'b'], 'S1'));
    expect(packed.subarray(0, 2).toString()).toBe('PK');
  });

  it('breaks off where one is deleted meanwhile, or cannot be read: it would pass for all of them', async () => {
    const warned = jest.spyOn(Logger, 'warn').mockReturnValue();
    const packing = zipResults(sourceOf({ a: 'one' }), ['a', 'b'], 'S1');
    await expect(buffer(packing)).rejects.toThrow('b is not there any more, or cannot be read.');
    expect(warned).toHaveBeenCalledWith(expect.stringMatching(/^The download of S1 broke off: b /), 'Results');
    warned.mockRestore();
  });
});
