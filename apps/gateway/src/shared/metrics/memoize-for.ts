/** Reads at most once every `milliseconds`. In between, returns the last value. */
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

/** Reads for metrics, which require no token: a table is counted at most once a second; null if it cannot be read. */
export const readForScrapes = <T>(read: () => Promise<T>): (() => Promise<T | null>) =>
  memoizeFor(1_000, () => read().catch(() => null));
