/** Maximum number of conflicts per command. */
const MAX_TRIES = 20;

/**
 * Loads, decides and appends until there is no conflict. All decisions about events in the log use it.
 * @param tryOnce resolves with null after a conflict
 * @param contended creates the error after the last conflict
 */
export async function untilDecided<T>(
  tryOnce: () => Promise<T | null>,
  contended: () => Error,
  maxTries = MAX_TRIES,
): Promise<T> {
  for (let tries = 0; tries < maxTries; tries++) {
    const decided = await tryOnce();
    if (decided !== null) return decided;
  }
  throw contended();
}
