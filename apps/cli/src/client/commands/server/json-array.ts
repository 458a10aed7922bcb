import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** Returns the text of one JSON array with the values of a text with one JSON value a line. */
export async function* jsonArray(lines: Readable): AsyncGenerator<string> {
  let before = '[\n';
  for await (const line of createInterface({ input: lines, crlfDelay: Infinity })) {
    if (line === '') continue;
    yield before + line;
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}
