import { deletePaths } from './delete-paths.ts';

export type ClearResult =
  | { status: 'cleared'; paths: string[]; bytes: number }
  /** The first path that could not be deleted, and why. `bytes` were deleted nevertheless. */
  | { status: 'failed'; path: string; reason: string; bytes: number };

/** Deletes paths inside `root` like `deletePaths`, but fails if paths are left. */
export async function clearPaths(paths: readonly string[], root: string, signal?: AbortSignal): Promise<ClearResult> {
  const { left, ...deleted } = await deletePaths(paths, root, { signal });
  if (left[0]) return { status: 'failed', ...left[0], bytes: deleted.bytes };
  return { status: 'cleared', ...deleted };
}
