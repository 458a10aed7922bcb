import { createReadStream } from 'node:fs';
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** The signed heads of a folder, one per line. */
export const headFile = (folder: string): string => join(folder, 'heads.ndjson');

/** Appends lines. They are on disk when it returns. */
export async function appendLines(folder: string, lines: readonly string[]): Promise<void> {
  await mkdir(folder, { recursive: true });
  const file = await open(headFile(folder), 'a', 0o600);
  try {
    // A line truncated by a crash must not break the next one.
    await file.appendFile(`${(await endsLine(folder)) ? '' : '\n'}${lines.join('\n')}\n`);
    await file.datasync();
  } finally {
    await file.close();
  }
}

async function endsLine(folder: string): Promise<boolean> {
  const file = await open(headFile(folder), 'r');
  try {
    const { size } = await file.stat();
    return size === 0 || (await file.read(Buffer.alloc(1), 0, 1, size - 1)).buffer.toString() === '\n';
  } finally {
    await file.close();
  }
}

/** The lines of a folder's heads; empty if there is no file. */
export async function readLines(folder: string): Promise<string[]> {
  const lines: string[] = [];
  try {
    const file = createReadStream(headFile(folder));
    for await (const line of createInterface({ input: file, crlfDelay: Infinity })) if (line !== '') lines.push(line);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
  return lines;
}
