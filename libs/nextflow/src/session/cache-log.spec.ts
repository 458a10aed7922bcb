import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keysInLog } from './cache-log.ts';

const BLOCK = 32 << 10;

/** Number with seven bits per byte, lowest first. Source: LevelDB, coding.cc. */
const varint = (number: number): number[] =>
  number < 0x80 ? [number] : [(number & 0x7f) | 0x80, ...varint(number >>> 7)];

const put = (key: string, valueBytes: number) =>
  Buffer.concat([
    Buffer.from([1, 16]),
    Buffer.from(key, 'hex'),
    Buffer.from(varint(valueBytes)),
    Buffer.alloc(valueBytes, 1),
  ]);
const remove = (key: string) => Buffer.concat([Buffer.from([0, 16]), Buffer.from(key, 'hex')]);
const batch = (...entries: Buffer[]) => Buffer.concat([Buffer.alloc(12), ...entries]);

/** Writes batches as LevelDB does: in blocks, with batches split if they do not fit. */
function logOf(batches: readonly Buffer[]): Buffer {
  let log = Buffer.alloc(0);
  for (const each of batches) {
    for (let [rest, isFirst] = [each, true]; isFirst || rest.length > 0; isFirst = false) {
      const left = BLOCK - (log.length % BLOCK);
      if (left < 7) log = Buffer.concat([log, Buffer.alloc(left)]);
      const data = rest.subarray(0, BLOCK - (log.length % BLOCK) - 7);
      rest = rest.subarray(data.length);
      const header = Buffer.alloc(7);
      header.writeUInt16LE(data.length, 4);
      header.writeUInt8(isFirst ? (rest.length > 0 ? 2 : 1) : rest.length > 0 ? 3 : 4, 6);
      log = Buffer.concat([log, header, data]);
    }
  }
  return log;
}

describe('the log of a task cache', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'reprise-cache-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  const [a, b, c] = ['a', 'b', 'c'].map((digit) => digit.repeat(32)) as [string, string, string];
  const keys = async (log: Buffer) => {
    writeFileSync(join(folder, '000003.log'), log);
    return [...(await keysInLog(folder))!];
  };

  it('contains the keys that were put, with any values, without those deleted since', async () => {
    expect(await keys(logOf([batch(put(a, 5)), batch(put(b, 300), put(c, 0)), batch(remove(a))]))).toEqual([b, c]);
  });

  it.each([1, BLOCK - 70, BLOCK - 42, BLOCK, 3 * BLOCK])(
    'contains those whose value of %d bytes, or what follows it, crosses a block',
    async (bytes) => {
      expect(await keys(logOf([batch(put(a, bytes)), batch(put(b, bytes)), batch(put(c, 3))]))).toEqual([a, b, c]);
    },
  );

  it('ends before an entry that a kill interrupted, and before preallocated space', async () => {
    const [whole, log] = [logOf([batch(put(a, 9))]), logOf([batch(put(a, 9)), batch(put(b, 90))])];
    for (let bytes = whole.length; bytes < log.length; bytes += 1)
      expect(await keys(log.subarray(0, bytes))).toEqual([a]);
    expect(await keys(Buffer.concat([log, Buffer.alloc(2 * BLOCK)]))).toEqual([a, b]);
  });

  it.each([
    ['backwards', [0xfa, 0xff, 0xff, 0xff, 0x0f], 'longer than its batch'],
    ['beyond the end', [5], 'longer than its batch'],
    ['on for ever', [0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1], 'too many bytes'],
  ])('is refused if a length leads %s', async (_, length, why) => {
    await expect(keys(logOf([batch(Buffer.from([0, ...length]))]))).rejects.toThrow(why);
  });

  it('is refused without a wait if it is not a file', async () => {
    execFileSync('mkfifo', [join(folder, '000003.log')]);
    await expect(keysInLog(folder)).rejects.toThrow('is not a file');
  });

  it('is null if it is missing', async () => {
    expect(await keysInLog(join(folder, 'missing'))).toBeNull();
  });
});
