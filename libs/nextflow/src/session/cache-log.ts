import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ifAbsent } from '../files/if-absent.ts';
import { openFile } from '../files/open-file.ts';

const BLOCK_BYTES = 32 << 10;
const HEADER_BYTES = 7;
/** Types of record parts; 0 is preallocated space. */
const [NONE, FULL, FIRST, , LAST] = [0, 1, 2, 3, 4];
/** Sequence and count of a batch. */
const BATCH_HEADER_BYTES = 12;
const DELETION = 0;
/** Above 4 MB, LevelDB begins another log. A task could create a file of any size. */
const MOST_BYTES = 16 << 20;
/** Bits of a varint length in LevelDB. Source: LevelDB, coding.cc. */
const LENGTH_BITS = 32;

/**
 * Returns the keys in the write-ahead log of a LevelDB, in hex. These are the keys written by the last process that
 * opened it, unless it wrote more than 4 MB. Null if there is no database. Source: LevelDB, log_format.md,
 * write_batch.cc.
 * @throws RangeError if the file is not such a log
 */
export async function keysInLog(database: string): Promise<Set<string> | null> {
  const names = await readdir(database).catch(ifAbsent(null));
  if (!names) return null;
  const keys = new Set<string>();
  for (const name of names.filter((each) => /^\d+\.log$/.test(each)).sort())
    for (const batch of recordsOf(await readLog(join(database, name))))
      for (const { key, isDeleted } of entriesOf(batch))
        if (isDeleted) keys.delete(key);
        else keys.add(key);
  return keys;
}

async function readLog(path: string): Promise<Buffer> {
  const file = await openFile(path);
  if (!file) throw new RangeError(`${path} is not a file`);
  try {
    const { size } = await file.stat();
    if (size > MOST_BYTES) throw new RangeError(`${path} has ${size} bytes`);
    const log = Buffer.alloc(size);
    const { bytesRead } = await file.read(log, 0, size, 0);
    return log.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/** Returns the complete records of a log. Omits a record that was being written when its process was killed. */
function* recordsOf(log: Buffer): Generator<Buffer> {
  let parts: Buffer[] = [];
  for (let at = 0; at + HEADER_BYTES <= log.length;) {
    const left = BLOCK_BYTES - (at % BLOCK_BYTES);
    if (left < HEADER_BYTES) {
      at += left;
      continue;
    }
    const [length, type] = [log.readUInt16LE(at + 4), log.readUInt8(at + 6)];
    const begin = at + HEADER_BYTES;
    if (type === NONE || begin + length > log.length) return;
    at = begin + length;
    if (type === FULL || type === FIRST) parts = [];
    parts.push(log.subarray(begin, at));
    if (type === FULL || type === LAST) yield Buffer.concat(parts);
  }
}

function* entriesOf(batch: Buffer): Generator<{ key: string; isDeleted: boolean }> {
  let at = BATCH_HEADER_BYTES;
  const length = (): number => {
    let number = 0;
    for (let shift = 0; shift < LENGTH_BITS; shift += 7) {
      const byte = batch.readUInt8(at);
      at += 1;
      number += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return number;
    }
    throw new RangeError('a length has too many bytes');
  };
  const bytes = (): Buffer => {
    const count = length();
    const end = at + count;
    if (end > batch.length) throw new RangeError('an entry is longer than its batch');
    const part = batch.subarray(at, end);
    at = end;
    return part;
  };
  while (at < batch.length) {
    const isDeleted = batch.readUInt8(at) === DELETION;
    at += 1;
    const key = bytes().toString('hex');
    if (!isDeleted) bytes();
    yield { key, isDeleted };
  }
}
