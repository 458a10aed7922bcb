import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** Returns the text of one JSON array with the values of a text that has one JSON value per line. */
export async function* jsonArray(lines: Readable): AsyncGenerator<string> {
  let before = '[\n';
  for await (const line of createInterface({ input: lines, crlfDelay: Infinity })) {
    if (line === '') continue;
    yield before + line;
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}
