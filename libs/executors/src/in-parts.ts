/** Slurm rejects very long argument lists, and handles this many ids in a fraction of a second. */
const MOST_AT_ONCE = 100;

/**
 * Acts on many tasks in batches that fit into an argument list. If a batch fails, the others are still tried.
 * @throws Error of the last failed batch
 */
export async function inParts(
  ids: readonly string[],
  act: (some: readonly string[]) => Promise<unknown>,
): Promise<void> {
  let refused: Error | undefined;
  for (let from = 0; from < ids.length; from += MOST_AT_ONCE)
    await act(ids.slice(from, from + MOST_AT_ONCE)).catch((error: unknown) => (refused = error as Error));
  if (refused) throw refused;
}
