import { opendir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** Maximum number of folder entries that are checked. */
const MOST_ENTRIES = 20_000;

/** Returns the files of an index with a prefix (`genome` for `genome.1.bt2`), sorted; empty if there are none. */
export async function filesOfPrefix(prefix: string): Promise<string[]> {
  if (prefix.endsWith('/')) return [];
  const [folder, name] = [dirname(prefix), basename(prefix)];
  const found: string[] = [];
  let left = MOST_ENTRIES;
  try {
    for await (const entry of await opendir(folder)) {
      if (entry.name.startsWith(name) && /^[._-]/.test(entry.name.slice(name.length)))
        found.push(join(folder, entry.name));
      if (--left < 0) break;
    }
  } catch {
    return [];
  }
  return found.sort();
}
