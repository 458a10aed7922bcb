/** Reads at most once in that time, in milliseconds, and gives meanwhile what was read last. */
export function kept<T>(forMs: number, read: () => Promise<T>, now: () => number = Date.now): () => Promise<T> {
  let last: { readonly at: number; readonly value: Promise<T> } | undefined;
  return () => {
    if (!last || now() - last.at >= forMs) last = { at: now(), value: read() };
    return last.value;
  };
}
