import { BLOCK, WriteCache, type Medium } from './write-cache.ts';

const BLOCKS = 16;

describe('the write cache of a drive', () => {
  let content: Buffer;
  let cache: WriteCache;
  beforeEach(() => {
    content = Buffer.alloc(BLOCKS * BLOCK);
    const medium: Medium = {
      read: (target, offset) => void content.copy(target, 0, offset),
      write: (data, offset) => void data.copy(content, offset),
    };
    cache = new WriteCache(medium, 8);
  });
  const text = (offset: number, length: number) => cache.read(offset, length).toString();

  it('reads what was written before it is on the medium', () => {
    cache.write(5_000, Buffer.from('written'));
    expect(text(5_000, 7)).toBe('written');
    expect(content.every((byte) => byte === 0)).toBe(true);
  });

  it('loses what was not synced, and keeps what was', () => {
    cache.write(100, Buffer.from('synced'));
    cache.sync();
    cache.write(100, Buffer.from('is new'));
    cache.write(BLOCK, Buffer.from('lost'));
    expect(cache.cut(() => false)).toEqual({ lost: 2, kept: 0 });
    expect(text(100, 6)).toBe('synced');
    expect(text(BLOCK, 4)).toBe('\0\0\0\0');
  });

  it('loses whole blocks in any order', () => {
    cache.write(BLOCK - 2, Buffer.from('torn'));
    expect(cache.cut((block) => block === 1)).toEqual({ lost: 1, kept: 1 });
    expect(text(BLOCK - 2, 4)).toBe('\0\0rn');
  });

  it('keeps the other bytes of a block that is written in part', () => {
    cache.write(0, Buffer.from('abcdef'));
    cache.sync();
    cache.write(2, Buffer.from('CD'));
    cache.sync();
    expect(text(0, 6)).toBe('abCDef');
  });

  it('does not change with the buffer that was written', () => {
    const data = Buffer.from('before');
    cache.write(0, data);
    data.write('after!');
    expect(text(0, 6)).toBe('before');
  });

  it('writes everything to the medium when it is full', () => {
    cache.write(0, Buffer.alloc(9 * BLOCK, 1));
    expect(cache.cut(() => false)).toEqual({ lost: 0, kept: 0 });
    expect(content.subarray(0, 9 * BLOCK).every((byte) => byte === 1)).toBe(true);
  });
});
