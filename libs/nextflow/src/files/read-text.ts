export interface TextPart {
  text: string;
  /** Byte offset to go on from. */
  next_offset: number;
  /** Bytes in the file now. */
  size: number;
}

/** Up to `maxBytes` of a UTF-8 file from a byte offset, cut between characters; a negative offset counts from the end. Null where there is no file. */
export async function readText(_path: string, _offset: number, _maxBytes: number): Promise<TextPart | null> {
  throw new Error('not built yet');
}
