import { join } from 'node:path';
import { openFile } from '../../files/open-file.ts';
import { plainText } from '../plain-text.ts';

export type PrintedStream = 'stderr' | 'stdout';

/** A printed line with its number in the whole file, from 1. */
export interface PrintedLine {
  readonly number: number;
  readonly text: string;
}

/** Last lines that a task printed to one of its streams. */
export interface Printed {
  readonly stream: PrintedStream;
  /** Empty lines are omitted. */
  readonly lines: readonly PrintedLine[];
  /** Number of lines in the file; null if it is too long to count them. */
  readonly count: number | null;
}

const FILES: Record<PrintedStream, string> = { stderr: '.command.err', stdout: '.command.out' };
const TAIL_BYTES = 64 * 1024;
const CHUNK_BYTES = 1024 * 1024;
const MOST_COUNTED = 64 * 1024 * 1024;
const LINE_FEED = 10;

/** Reads the end of a task's output. Empty if the file cannot be read, because tasks set the modes of their files. */
export async function readPrinted(taskDir: string, stream: PrintedStream): Promise<Printed> {
  const nothing = { stream, lines: [], count: 0 };
  const file = await openFile(join(taskDir, FILES[stream])).catch(() => null);
  if (!file) return nothing;
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - TAIL_BYTES);
    const tail = await readAt(file, from, size - from);
    const count = await countLines(file, size);
    return { stream, lines: linesOf(tail, from > 0, count), count };
  } catch {
    return nothing;
  } finally {
    await file.close();
  }
}

type File = NonNullable<Awaited<ReturnType<typeof openFile>>>;

async function readAt(file: File, from: number, bytes: number): Promise<Buffer> {
  const buffer = Buffer.alloc(bytes);
  const { bytesRead } = await file.read(buffer, 0, bytes, from);
  return buffer.subarray(0, bytesRead);
}

async function countLines(file: File, size: number): Promise<number | null> {
  if (size > MOST_COUNTED) return null;
  let [feeds, last] = [0, LINE_FEED];
  for (let from = 0; from < size;) {
    const chunk = await readAt(file, from, CHUNK_BYTES);
    if (chunk.length === 0) break;
    for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, at + 1)) feeds += 1;
    last = chunk.at(-1) ?? last;
    from += chunk.length;
  }
  return last === LINE_FEED ? feeds : feeds + 1;
}

/** All redrawn states of a progress bar have the number of their line. */
function linesOf(tail: Buffer, isCut: boolean, count: number | null): PrintedLine[] {
  const text = tail.toString('utf8').replace(/\n$/, '');
  if (text === '') return [];
  const all = text.split('\n');
  const first = count === null ? 1 : count - all.length + 1;
  return all
    .map((line, index) => ({ number: first + index, text: line }))
    .slice(isCut && all.length > 1 ? 1 : 0)
    .flatMap(({ number, text }) =>
      plainText(text)
        .split('\n')
        .filter(Boolean)
        .map((piece) => ({ number, text: piece })),
    );
}
