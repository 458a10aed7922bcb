import { basename, dirname, join, relative } from 'node:path';
import { sizesUnder, sizesOfTasks } from './file-sizes.ts';
import { moveBelow } from './open-folder.ts';
import { taskDirs } from './task-dirs.ts';

/**
 * Moves partial copies of results to `<output>/../aside/<at>/`: files that have the same name as a task's file but a
 * different size, and are shorter than one of the files with that name. Nextflow publishes in the background, and a run
 * that is killed or fails leaves unfinished copies. A resume publishes the file of a cached task only if it is missing
 * (Nextflow documentation, `publishDir`, option `overwrite`), so a partial copy would remain and look like the result.
 *
 * A task's folder is moved as a whole, because Nextflow can only publish it as a whole, and does so only if the folder
 * does not exist. A file that is missing from the folder may never have been published. Links are kept. Unreadable
 * files are left alone. The attempt's process tree must be empty.
 * @returns the moved paths
 * @throws Error if a path cannot be moved
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
  const published = (await sizesUnder(outputDir)).map(({ path, bytes }) => {
    const inOutput = relative(outputDir, path);
    return { bytes, places: placesOf(inOutput) };
  });
  if (published.length === 0) return [];
  const wanted = new Set(published.flatMap(({ places }) => places.map(({ inTask }) => inTask)));
  const ofTasks = await sizesOfTasks(await taskDirs(workDir), wanted);
  const half = new Set<string>();
  for (const { bytes, places } of published) {
    if (places.some(({ inTask }) => ofTasks.get(inTask)?.has(bytes))) continue;
    const place = places.find(({ inTask }) => ofTasks.has(inTask));
    if (place && [...ofTasks.get(place.inTask)!].some((size) => bytes < size)) half.add(place.unit);
  }
  const moved = [...half].filter((unit) => !foldersOf(unit).some((folder) => half.has(folder)));
  const aside = join('aside', at.toISOString().replaceAll(':', '-'));
  for (const unit of moved) await moveBelow(dirname(outputDir), join(basename(outputDir), unit), join(aside, unit));
  return moved.map((unit) => join(outputDir, unit));
}

interface Place {
  /** Path in the output dir that Nextflow publishes as a unit: the file, or a folder that contains it. */
  readonly unit: string;
  /** Path of the file in the task's dir. */
  readonly inTask: string;
}

/**
 * Returns the places in task dirs where a published file may come from. A task may have published the file alone, or
 * any of its parent folders; the outermost folder is first.
 */
const placesOf = (path: string): Place[] => {
  const parts = path.split('/');
  return [...foldersOf(path), path].map((unit, from) => ({ unit, inTask: parts.slice(from).join('/') }));
};

/** Lists the parent folders of a path, starting with the outermost: `a` and `a/b` of `a/b/c`. */
const foldersOf = (path: string): string[] => {
  const parts = path.split('/');
  return parts.slice(1).map((_, i) => parts.slice(0, i + 1).join('/'));
};
