import { join } from 'node:path';
import { openFile } from '../../files/open-file.ts';

const TAIL_BYTES = 256 * 1024;

/**
 * Finds the byte offset of a printed line in its task's log, which contains both streams. Null if it is not among the
 * last lines.
 */
export async function logOffset(taskDir: string, line: string): Promise<number | null> {
  const file = await openFile(join(taskDir, '.command.log')).catch(() => null);
  if (!file) return null;
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - TAIL_BYTES);
    const tail = Buffer.alloc(size - from);
    await file.read(tail, 0, tail.length, from);
    const at = tail.lastIndexOf(`\n${line}`);
    if (at >= 0) return from + at + 1;
    return from === 0 && tail.indexOf(line) === 0 ? 0 : null;
  } catch {
    return null;
  } finally {
    await file.close();
  }
}
