import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Digests } from '../record/facts.ts';

/** SHA-256 of each file below a folder, read from the disk; none if there is no such folder. */
export function digestsOf(folder: string): Digests {
  const files = filesIn(folder).map((file) => [relative(folder, file), sha256(file)] as const);
  return Object.fromEntries(files.toSorted());
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name));
  } catch {
    return [];
  }
}

const sha256 = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex');
