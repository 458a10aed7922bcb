import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { deletePaths, type Deletion } from './delete-paths.ts';
import { ifAbsent } from './if-absent.ts';

/**
 * Deletes the files in the output dir that are copies of a task's file, but not of its size: Nextflow publishes in the
 * background, and a run that is killed or fails leaves the copy it was making as it is. A resume publishes the file of a
 * cached task only where it is missing (Nextflow documentation, `publishDir`, option `overwrite`), so half a copy would
 * stay and pass for the result.
 * The attempt's process tree must be empty. Files are the same where they have the same name; links are left alone.
 * @returns the deleted paths, and those that could not be
 */
export async function deleteHalfPublished({
  outputDir,
  workDir,
}: {
  readonly outputDir: string;
  readonly workDir: string;
}): Promise<Pick<Deletion, 'paths' | 'left'>> {
  const published = await filesIn(outputDir);
  if (published.length === 0) return { paths: [], left: [] };
  const sizes = new Map(published.map(({ name }) => [name, new Set<number>()]));
  for (const { name, path } of await filesIn(workDir, (file) => sizes.has(file)))
    sizes.get(name)?.add((await lstat(path)).size);
  const half: string[] = [];
  for (const { name, path } of published) {
    const ofTasks = sizes.get(name)!;
    if (ofTasks.size > 0 && !ofTasks.has((await lstat(path)).size)) half.push(path);
  }
  return deletePaths(half, outputDir);
}

interface Found {
  readonly name: string;
  readonly path: string;
}

/** Lists regular files at any depth; follows no link. */
async function filesIn(dir: string, isWanted: (name: string) => boolean = () => true): Promise<Found[]> {
  const entries = await readdir(dir, { recursive: true, withFileTypes: true }).catch(ifAbsent([]));
  return entries
    .filter((entry) => entry.isFile() && isWanted(entry.name))
    .map(({ name, parentPath }) => ({ name, path: join(parentPath, name) }));
}
