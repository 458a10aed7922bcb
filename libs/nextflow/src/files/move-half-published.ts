import { lstat, mkdir, readdir, rename } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import type { Dirent } from 'node:fs';
import { taskDirs } from './task-dirs.ts';

/** File in the output dir. */
interface Published {
  readonly path: string;
  readonly name: string;
  readonly bytes: number;
}

/** Regular files that tasks have at the top of their dirs: sizes by name; and the names of folders there. */
interface OfTasks {
  readonly sizes: ReadonlyMap<string, ReadonlySet<number>>;
  readonly folders: ReadonlySet<string>;
}

/**
 * Moves half copies of results to `<output>/../aside/<at>/`: files that have the name of a task's file, the size of none,
 * and are shorter than one. Nextflow publishes in the background, and a run that is killed or fails leaves the copy it was
 * making as it is; a resume publishes the file of a cached task only where it is missing (Nextflow documentation,
 * `publishDir`, option `overwrite`), so half a copy would stay and pass for the result.
 *
 * Files in a published folder stay: Nextflow publishes a folder only as a whole, and not where it is there. So do links.
 * What cannot be read is left as it is. The attempt's process tree must be empty.
 * @returns the paths that were moved
 * @throws Error where one cannot be moved
 */
export async function moveHalfPublished({
  outputDir,
  workDir,
  at,
}: {
  readonly outputDir: string;
  readonly workDir: string;
  readonly at: Date;
}): Promise<string[]> {
  const published = await publishedIn(outputDir);
  if (published.length === 0) return [];
  const ofTasks = await filesOfTasks(workDir, new Set(published.map(({ name }) => name)));
  const half = published.filter(
    (file) => isHalf(file, ofTasks) && !foldersAbove(file, outputDir).some((folder) => ofTasks.folders.has(folder)),
  );
  const aside = join(dirname(outputDir), 'aside', at.toISOString().replaceAll(':', '-'));
  for (const { path } of half) {
    const to = join(aside, relative(outputDir, path));
    await mkdir(dirname(to), { recursive: true });
    await rename(path, to);
  }
  return half.map(({ path }) => path);
}

function isHalf({ name, bytes }: Published, { sizes }: OfTasks): boolean {
  const ofTasks = sizes.get(name);
  return ofTasks !== undefined && !ofTasks.has(bytes) && [...ofTasks].some((size) => bytes < size);
}

const foldersAbove = ({ path }: Published, outputDir: string): string[] =>
  relative(outputDir, dirname(path)).split('/');

/** Lists regular files at any depth; follows no link. */
async function publishedIn(dir: string): Promise<Published[]> {
  const found: Published[] = [];
  for (const entry of await entriesOf(dir)) {
    const path = join(dir, entry.name);
    if (entry.isDirectory()) found.push(...(await publishedIn(path)));
    const bytes = entry.isFile() ? await sizeOf(path) : null;
    if (bytes !== null) found.push({ path, name: entry.name, bytes });
  }
  return found;
}

async function filesOfTasks(workDir: string, wanted: ReadonlySet<string>): Promise<OfTasks> {
  const sizes = new Map<string, Set<number>>();
  const folders = new Set<string>();
  for (const taskDir of await taskDirs(workDir))
    for (const entry of await entriesOf(taskDir)) {
      if (entry.isDirectory()) folders.add(entry.name);
      if (!entry.isFile() || !wanted.has(entry.name)) continue;
      const bytes = await sizeOf(join(taskDir, entry.name));
      if (bytes !== null) sizes.set(entry.name, (sizes.get(entry.name) ?? new Set()).add(bytes));
    }
  return { sizes, folders };
}

/** Nothing of a folder that is gone or cannot be read. */
const entriesOf = (dir: string): Promise<Dirent[]> => readdir(dir, { withFileTypes: true }).catch(() => []);

const sizeOf = (path: string): Promise<number | null> =>
  lstat(path).then(
    ({ size }) => size,
    () => null,
  );
