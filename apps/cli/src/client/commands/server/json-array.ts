import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

/** Converts text that has one JSON value per line to the text of a JSON array with these values. */
export async function* jsonArray(lines: Readable): AsyncGenerator<string> {
  let before = '[\n';
  for await (const line of createInterface({ input: lines, crlfDelay: Infinity })) {
    if (line === '') continue;
    yield before + line;
    before = ',\n';
  }
  yield before === '[\n' ? '[]\n' : '\n]\n';
}
