import { readText } from '../files/read-text.ts';
import { plainText } from './plain-text.ts';

/**
 * Reads the end of a file. Empty if it cannot be read: tasks set the modes of their files, and the end of the attempt
 * must be recorded anyway.
 */
export async function readTail(path: string, bytes: number): Promise<string> {
  const read = await readText(path, -bytes, bytes).catch(() => null);
  return plainText(read?.text ?? '');
}
