import { hash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';

/** A file with a list that is too long for an event. */
export interface ListManifest {
  readonly path: string;
  readonly sha256: string;
  readonly count: number;
}

/**
 * Writes a list longer than `maxBytes` as JSON to a file, whose path and digest are recorded in the event. Returns null
 * if the list fits into the event.
 */
export async function writeManifest(
  items: readonly unknown[],
  path: string,
  maxBytes: number,
): Promise<ListManifest | null> {
  const list = JSON.stringify(items);
  if (Buffer.byteLength(list) <= maxBytes) return null;
  await writeFile(path, list);
  return { path, sha256: hash('sha256', list), count: items.length };
}
