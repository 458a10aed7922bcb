/** Reads at most once in `milliseconds`; in between, returns the last read. */
export function memoizeFor<T>(
  milliseconds: number,
  read: () => Promise<T>,
  now: () => number = Date.now,
): () => Promise<T> {
  let last: { readonly at: number; readonly value: Promise<T> } | undefined;
  return () => {
    if (!last || now() - last.at >= milliseconds) last = { at: now(), value: read() };
    return last.value;
  };
}

/** For metrics, which need no token: counts a table at most once a second; null if it cannot be read. */
export const readForScrapes = <T>(read: () => Promise<T>): (() => Promise<T | null>) =>
  memoizeFor(1_000, () => read().catch(() => null));
