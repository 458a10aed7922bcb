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
  /** Whether there are more than were listed. */
  readonly truncated: boolean;
}

/** Names to look at for each result: links among results can lead to the same folders again and again. */
const LOOKS_PER_RESULT = 4;
const FEWEST_LOOKS = 10_000;

/** Lists the regular files under the output dir, by path; links only where their targets are results too. */
export async function listResults(folder: ResultFolder, most: number): Promise<ResultList> {
  const roots = await resultRoots(folder);
  const entries: ResultEntry[] = [];
  let looksLeft = Math.max(most * LOOKS_PER_RESULT, FEWEST_LOOKS);
  const isEnough = () => entries.length > most || looksLeft < 0;
  const walk = async (dir: string, above: readonly string[]): Promise<void> => {
    const real = await realpath(join(folder.outputDir, dir)).catch(() => null);
    if (real === null || above.includes(real) || !roots.some((root) => isInside(real, root))) return;
    const names = (await readdir(real).catch(() => [])).sort();
    for (const name of names) {
      looksLeft -= 1;
      if (isEnough()) return;
      const path = dir === '' ? name : `${dir}/${name}`;
      const target = await realpath(join(real, name)).catch(() => null);
      if (target === null || !roots.some((root) => isInside(target, root))) continue;
      const found = await stat(target).catch(() => null);
      if (found?.isDirectory()) await walk(path, [...above, real]);
      else if (found?.isFile()) entries.push({ path, bytes: found.size });
    }
  };
  await walk('', []);
  return { entries: entries.slice(0, most), truncated: isEnough() };
}
