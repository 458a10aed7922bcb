import type { Stats } from 'node:fs';
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isInside, resultRoots, type ResultFolder } from './result-folder.ts';

export interface ResultEntry {
  /** Relative to the output dir. */
  readonly path: string;
  readonly bytes: number;
}

export interface ResultList {
  readonly entries: ResultEntry[];
  /** Whether there are more results than were listed. */
  readonly truncated: boolean;
}

/** Maximum number of names per result, because links among results can lead to the same folders repeatedly. */
const LOOKS_PER_RESULT = 4;
const FEWEST_LOOKS = 10_000;

/** Lists the regular files under the output dir by path. Includes links only if their targets are results too. */
export async function listResults(folder: ResultFolder, most: number): Promise<ResultList> {
  const roots = await resultRoots(folder);
  const entries: ResultEntry[] = [];
  let looksLeft = Math.max(most * LOOKS_PER_RESULT, FEWEST_LOOKS);
  const isEnough = () => entries.length > most || looksLeft < 0;
  // Links lead to the same names repeatedly.
  const seen = new Map<string, Promise<Target | null>>();
  const targetOf = (path: string) => seen.get(path) ?? seen.set(path, findTarget(path, roots)).get(path)!;
  const walk = async (dir: string, real: string, above: readonly string[]): Promise<void> => {
    if (above.includes(real)) return;
    const names = (await readdir(real).catch(() => [])).sort();
    for (const name of names) {
      looksLeft -= 1;
      if (isEnough()) return;
      const path = dir === '' ? name : `${dir}/${name}`;
      const target = await targetOf(join(real, name));
      if (target?.found.isDirectory()) await walk(path, target.real, [...above, real]);
      else if (target?.found.isFile()) entries.push({ path, bytes: target.found.size });
    }
  };
  const [output] = roots;
  if (output !== undefined) await walk('', output, []);
  return { entries: entries.slice(0, most), truncated: isEnough() };
}

interface Target {
  /** Path without links. */
  readonly real: string;
  readonly found: Stats;
}

/** Resolves a path; null if it is missing or in none of the folders. */
async function findTarget(path: string, roots: readonly string[]): Promise<Target | null> {
  const real = await realpath(path).catch(() => null);
  if (real === null || !roots.some((root) => isInside(real, root))) return null;
  const found = await stat(real).catch(() => null);
  return found && { real, found };
}
