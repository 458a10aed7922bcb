/** Slurm refuses very long lines of arguments, and answers a call of so many in a fraction of a second. */
const MOST_AT_ONCE = 100;

/**
 * Acts on many tasks, as many at once as a line of arguments takes; a part that fails keeps no other from being tried.
 * @throws Error the last part that failed
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
