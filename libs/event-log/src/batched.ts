import { setImmediate } from 'node:timers/promises';

/**
 * Groups the items of `source` into batches of at most `size`. The first item after a pause is yielded at once; while
 * more arrive, batches are `lingerMs` apart. Reads at most one batch ahead, so a slow consumer slows the source. On an
 * error, yields the items that arrived before, then throws.
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
  let mayYieldAt = 0;
  for (;;) {
    await until(() => arrived.length > 0 || ended !== undefined);
    const early = mayYieldAt - performance.now();
    if (early > 0) await until(full, early);
    else await setImmediate();
    if (arrived.length > 0) {
      const batch = arrived;
      arrived = [];
      makeRoom();
      mayYieldAt = performance.now() + lingerMs;
      yield batch;
    } else if (ended) {
      if ('error' in ended) throw ended.error;
      return;
    }
  }
}
