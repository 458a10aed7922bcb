export type Cleared =
  | { status: 'cleared'; paths: string[]; bytes: number }
  /** The first path that could not be deleted, and why; `bytes` were deleted before it. */
  | { status: 'failed'; path: string; reason: string; bytes: number };

/** Deletes paths inside `root`, unlinking symlinks and following none. A path that is not there is no failure. */
export async function clearPaths(_paths: readonly string[], _root: string): Promise<Cleared> {
  throw new Error('not built yet');
}
