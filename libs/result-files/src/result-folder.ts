import { realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join, relative } from 'node:path';

/** Folders of one attempt, as absolute paths. Both are in the folder of their job. */
export interface ResultFolder {
  /** Folder of the whole job. Nothing outside of it is ever read. */
  readonly jobDir: string;
  readonly outputDir: string;
  /** Work dir that published files may link to. */
  readonly workDir: string;
}

/** Whether a path is the folder or below it. The caller must resolve both. */
export function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way !== '..' && !way.startsWith('../') && !isAbsolute(way);
}

/** Real path of the folder with moved tasks next to a work dir; null if there is none, or if a link is in its place. */
export async function asideOf(workDir: string): Promise<string | null> {
  const aside = join(dirname(workDir), 'aside');
  return (await realpath(aside).catch(() => null)) === aside ? aside : null;
}

/** Resolves the folders whose files are results. Empty if the output dir is missing or outside of the job's folder. */
export async function resultRoots({ jobDir, outputDir, workDir }: ResultFolder): Promise<string[]> {
  const job = await realpath(jobDir).catch(() => null);
  const [output, work] = await Promise.all([outputDir, workDir].map((dir) => realpath(dir).catch(() => null)));
  const isOfJob = (dir: string | null | undefined): dir is string =>
    job !== null && typeof dir === 'string' && dir !== job && isInside(dir, job);
  if (!isOfJob(output)) return [];
  // A job may have its work dir in a different place, in a folder named after its id.
  const isWork = isOfJob(work) || (typeof work === 'string' && basename(dirname(work)) === basename(jobDir));
  if (!isWork) return [output];
  // A restart moves tasks aside, and links to their files are updated.
  const aside = await asideOf(work as string);
  return [output, work as string, ...(aside === null ? [] : [aside])];
}

/**
 * Whether a path may be that of a result: relative, with `/` between its parts, without `.`, `..`, empty parts or NUL.
 */
export function isResultPath(path: string): boolean {
  return !path.includes('\0') && path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}
