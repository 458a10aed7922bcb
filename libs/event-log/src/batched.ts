import { setImmediate } from 'node:timers/promises';

/**
 * Groups the items of `source` into batches of at most `size`, at most `lingerMs` after the first item. Reads at most
 * one batch ahead, so that a slow reader slows the source. Yields items that arrived before an error before it throws.
 */
export async function* batched<T>(source: AsyncIterable<T>, size: number, lingerMs: number): AsyncGenerator<T[]> {
  let arrived: T[] = [];
  let ended: { error?: unknown } | undefined;
  let wake = (): void => undefined;
  let makeRoom = (): void => undefined;

  const pump = async (): Promise<void> => {
    try {
      for await (const item of source) {
        arrived.push(item);
        wake();
        if (arrived.length >= size) await new Promise<void>((resolve) => (makeRoom = resolve));
      }
      ended = {};
    } catch (error) {
      ended = { error };
    }
    wake();
  };
  const full = (): boolean => arrived.length >= size || ended !== undefined;
  const until = (enough: () => boolean, ms?: number): Promise<void> =>
    new Promise((resolve) => {
      if (enough()) return resolve();
      const timer = ms === undefined ? undefined : setTimeout(resolve, ms);
      wake = () => {
        if (!enough()) return;
        clearTimeout(timer);
        resolve();
      };
    });

  void pump();
  for (;;) {
    await until(() => arrived.length > 0 || ended !== undefined);
    if (lingerMs > 0) await until(full, lingerMs);
    else await setImmediate();
    if (arrived.length > 0) {
      const batch = arrived;
      arrived = [];
      makeRoom();
      yield batch;
    } else if (ended) {
      if ('error' in ended) throw ended.error;
      return;
    }
  }
}
