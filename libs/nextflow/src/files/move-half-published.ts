import { basename, dirname, join, relative } from 'node:path';
import { sizesUnder, sizesOfTasks } from './file-sizes.ts';
import { moveBelow } from './open-folder.ts';
import { taskDirs } from './task-dirs.ts';

/**
 * Moves half copies of results to `<output>/../aside/<at>/`: files that have the name of a task's file, the size of none,
 * and are shorter than one. Nextflow publishes in the background, and a run that is killed or fails leaves the copy it was
 * making as it is; a resume publishes the file of a cached task only where it is missing (Nextflow documentation,
 * `publishDir`, option `overwrite`), so half a copy would stay and pass for the result.
 *
 * A folder of a task is moved as a whole: Nextflow may publish it only so, and not where it is there. A file that is
 * missing in it cannot be told from one that was never published. Links stay. What cannot be read is left as it is. The
 * attempt's process tree must be empty.
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
  /** Path in the output dir that Nextflow publishes at once: of the file, or of a folder with it. */
  readonly unit: string;
  /** Path of the file in the dir of the task. */
  readonly inTask: string;
}

/** Lists what a published file may be: one in a folder of a task, from the outermost folder on, or one of its own. */
const placesOf = (path: string): Place[] => {
  const parts = path.split('/');
  return [...foldersOf(path), path].map((unit, from) => ({ unit, inTask: parts.slice(from).join('/') }));
};

/** Lists the folders that a path is in, from the outermost on: `a` and `a/b` of `a/b/c`. */
const foldersOf = (path: string): string[] => {
  const parts = path.split('/');
  return parts.slice(1).map((_, i) => parts.slice(0, i + 1).join('/'));
};
