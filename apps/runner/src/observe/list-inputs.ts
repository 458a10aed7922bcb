import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative } from 'node:path';
import type { InputProblem } from '@reprise/contracts';
import { compileGlob, filesOfPrefix, isInside, type InputPath } from '@reprise/pipelines';

/** A file to read, at its real path, or an unreadable file with the reason. */
export type FoundInput =
  | { readonly path: string; readonly real: string; readonly problem: null }
  | { readonly path: string; readonly real: null; readonly problem: InputProblem };

export interface ListedInputs {
  readonly files: readonly FoundInput[];
  /** False if the limit of files was exceeded. */
  readonly complete: boolean;
}

/** Maximum number of files and folders scanned. */
const MOST_ENTRIES = 10_000;

/**
 * Lists the files under the paths, sorted, without duplicates. A link is followed only if its target is in one of the
 * `roots` or under the path itself, provided that the path is trusted, or is not a link and was therefore checked at
 * submission.
 */
export async function listInputs(
  paths: readonly InputPath[],
  roots: readonly string[],
  mostEntries = MOST_ENTRIES,
): Promise<ListedInputs> {
  const realRoots = (await Promise.all(roots.map((root) => realpath(root).catch(() => [])))).flat();
  const found = new Map<string, FoundInput>();
  let left = mostEntries;

  const look = async (path: string, allowed: readonly string[], wanted: (path: string) => boolean, above: string[]) => {
    if (--left < 0) return;
    const add = (file: FoundInput) => (wanted(path) ? found.set(path, file) : found);
    try {
      const real = await realpath(path);
      const entry = allowed.some((root) => isInside(real, root)) ? await stat(real) : null;
      if (!entry) add({ path, real: null, problem: 'leads_out' });
      else if (entry.isFile()) add({ path, real, problem: null });
      else if (!entry.isDirectory()) add({ path, real: null, problem: 'not_a_file' });
      else if (!above.includes(real))
        for (const name of (await readdir(real)).sort()) {
          if (left < 0) return;
          await look(join(path, name), allowed, wanted, [...above, real]);
        }
    } catch (error) {
      add({ path, real: null, problem: inputProblem(error) });
    }
  };

  for (const { path, glob, trusted, required, partOf } of paths) {
    // The same rule as at submission, where such a name was accepted as a whole, without checking its parts.
    if (partOf !== undefined && isAbsolute(partOf) && !(await isMissing(partOf))) continue;
    if (!required && glob === null && (await isMissing(path))) {
      // The prefix of an index, or a future output.
      for (const file of await filesOfPrefix(path)) await look(file, trusted ? ['/'] : realRoots, () => true, []);
      continue;
    }
    const real = await realpath(path).catch(() => null);
    const own = real !== null && (trusted || real === path) ? [real] : [];
    const matches = glob === null ? () => true : compileGlob(glob).matches;
    const wanted = (each: string) => glob === null || matches(relative(path, each));
    await look(path, [...own, ...realRoots], wanted, []);
  }
  return { files: [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1)), complete: left >= 0 };
}

const isMissing = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => false,
    () => true,
  );

export const inputProblem = (error: unknown): InputProblem =>
  ['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '') ? 'vanished' : 'unreadable';
