import type { CleanPreview } from '@reprise/contracts';
import { countFiles } from '@reprise/result-files';
import { realpath } from 'node:fs/promises';
import type { CleanPlan } from './plan-clean.ts';

/** Maximum number of paths in a preview and in an event, which can contain 256 KiB. */
export const MOST_PATHS = 200;

/** Counts the files that a plan deletes, up to a limit. */
export async function countPlan(
  { groups, keep, remote, resumePossible }: CleanPlan,
  most: number,
): Promise<Omit<CleanPreview, 'what'>> {
  const counted: CleanPreview['paths'] = [];
  const total = { files: 0, bytes: 0 };
  let complete = true;
  for (const path of groups.flatMap((group) => group.paths)) {
    // Files to keep are identified by their real paths.
    const real = keep.size > 0 ? await realpath(path).catch(() => path) : path;
    const { files, bytes, truncated } = await countFiles([real], most - total.files, keep);
    if (truncated) complete = false;
    if (files > 0) counted.push({ path, files, bytes });
    total.files += files;
    total.bytes += bytes;
  }
  const paths = counted.toSorted((a, b) => b.bytes - a.bytes).slice(0, MOST_PATHS);
  return { paths, ...total, linked: keep.size, remote, resume_possible: resumePossible, complete };
}
