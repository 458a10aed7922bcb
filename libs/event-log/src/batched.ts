import { setImmediate } from 'node:timers/promises';

/**
 * Groups what arrives from `source`: at most `size` at a time, and at most `lingerMs` after the first. Reads no further
 * ahead than one batch, so that a slow reader slows the source. What came before an error is given before it is thrown.
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
