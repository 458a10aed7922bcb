import type { Stats } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';

const BLOCK = 512;
/** Smaller holes are read, because this takes no time. */
const FEWEST_MISSING = 2 ** 30;
const SAMPLES = 64;
const SAMPLE_BYTES = 4096;

/**
 * Whether a file consists mostly of holes, which have no disk blocks and read as zeros. On compressing file systems,
 * blocks are missing without holes, so the content is sampled too.
 */
export async function isSparse(file: FileHandle, { size, blocks }: Pick<Stats, 'size' | 'blocks'>): Promise<boolean> {
  if (size - blocks * BLOCK < Math.max(FEWEST_MISSING, size / 2)) return false;
  const buffer = Buffer.alloc(SAMPLE_BYTES);
  let zeros = 0;
  for (let sample = 0; sample < SAMPLES; sample += 1) {
    const { bytesRead } = await file.read(buffer, 0, SAMPLE_BYTES, Math.floor((size / SAMPLES) * sample));
    if (buffer.subarray(0, bytesRead).every((byte) => byte === 0)) zeros += 1;
  }
  return zeros > SAMPLES / 2;
}
