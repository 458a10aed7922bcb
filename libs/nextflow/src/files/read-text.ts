import { openFile } from './open-file.ts';

export interface TextChunk {
  text: string;
  /** Byte offset to continue from. */
  next_offset: number;
  /** Size of the file in bytes now. */
  size: number;
}

/**
 * Reads up to `maxBytes` of a UTF-8 file from a byte offset, cut between characters; a negative offset counts from the
 * end. Null if there is no regular file, because tasks may put a link or a FIFO in its place.
 */
export async function readText(path: string, offset: number, maxBytes: number): Promise<TextChunk | null> {
  const file = await openFile(path);
  if (!file) return null;
  try {
    const { size } = await file.stat();
    const from = Math.min(offset < 0 ? Math.max(0, size + offset) : offset, size);
    const buffer = Buffer.alloc(Math.min(maxBytes, size - from));
    const { bytesRead } = await file.read(buffer, 0, buffer.length, from);
    const part = wholeCharacters(buffer.subarray(0, bytesRead), from > 0);
    return { text: part.bytes.toString('utf8'), next_offset: from + part.skipped + part.bytes.length, size };
  } finally {
    await file.close();
  }
}

/** Removes a partial character at the end, and at the start if `middle`. */
function wholeCharacters(bytes: Buffer, middle: boolean): { bytes: Buffer; skipped: number } {
  let start = 0;
  while (middle && start < 3 && isContinuation(bytes[start])) start += 1;
  let lead = bytes.length - 1;
  while (lead > start && bytes.length - lead < 4 && isContinuation(bytes[lead])) lead -= 1;
  const missing = lead >= start && bytes.length - lead < lengthOf(bytes[lead] ?? 0);
  // A single partial character is returned as it is, because otherwise a reader that reads single bytes would never
  // advance.
  const end = missing && lead > start ? lead : bytes.length;
  return { bytes: bytes.subarray(start, end), skipped: start };
}

const isContinuation = (byte: number | undefined) => byte !== undefined && (byte & 0xc0) === 0x80;
const lengthOf = (lead: number) => (lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1);
