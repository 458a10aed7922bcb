import { createReadStream } from 'node:fs';

const LINE_END = 0x0a;

/**
 * Yields the lines of a file. Unlike with `readline`, a line ends only at a line feed, because JSON may contain U+2028.
 */
export async function* linesIn(path: string): AsyncGenerator<string> {
  let parts: Buffer[] = [];
  for await (const chunk of createReadStream(path, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>) {
    let start = 0;
    for (let end = chunk.indexOf(LINE_END); end !== -1; end = chunk.indexOf(LINE_END, start)) {
      yield Buffer.concat([...parts, chunk.subarray(start, end)]).toString();
      parts = [];
      start = end + 1;
    }
    parts.push(chunk.subarray(start));
  }
  const rest = Buffer.concat(parts).toString();
  if (rest !== '') yield rest;
}
