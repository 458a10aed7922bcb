import { setImmediate } from 'node:timers/promises';
import { batched } from './batched.ts';

async function* counting(count: number, taken: { count: number } = { count: 0 }): AsyncGenerator<number> {
  for (let i = 0; i < count; i++) {
    taken.count++;
    yield i;
  }
}

async function all<T>(source: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of source) items.push(item);
  return items;
}

describe('Batches of a source', () => {
  it('hold everything, in order, up to the maximum size', async () => {
    const batches = await all(batched(counting(1000), 70, 0));
    expect(batches.flat()).toEqual([...Array(1000).keys()]);
    expect(Math.max(...batches.map((batch) => batch.length))).toBe(70);
  });

  it('hold one item if no more has arrived', async () => {
    let take = (): void => undefined;
    const taken = new Promise<void>((resolve) => (take = resolve));
    const slow = async function* () {
      yield 1;
      await taken;
      yield 2;
    };
    const batches: number[][] = [];
    for await (const batch of batched(slow(), 10, 0)) {
      batches.push(batch);
      take();
    }
    expect(batches).toEqual([[1], [2]]);
  });

  it('are emitted at once after a pause, then wait for more until they are full', async () => {
    const batchesOf = async (size: number) => {
      let take = (): void => undefined;
      const taken = new Promise<void>((resolve) => (take = resolve));
      const trickle = async function* () {
        yield 0;
        await taken;
        for (let i = 1; i < 5; i++) {
          yield i;
          await setImmediate();
        }
      };
      const batches: number[][] = [];
      for await (const batch of batched(trickle(), size, 60_000)) {
        batches.push(batch);
        take();
      }
      return batches;
    };
    expect(await batchesOf(10)).toEqual([[0], [1, 2, 3, 4]]);
    expect(await batchesOf(2)).toEqual([[0], [1, 2], [3, 4]]);
  });

  it('read ahead at most one batch', async () => {
    const taken = { count: 0 };
    const batches = batched(counting(1000, taken), 10, 0);
    await batches.next();
    for (let i = 0; i < 10; i++) await setImmediate();
    expect(taken.count).toBe(20);
  });

  it('are emitted before the error that ended the source', async () => {
    const failing = async function* () {
      yield 1;
      throw new Error('over');
    };
    const batches = batched(failing(), 10, 0);
    expect(await batches.next()).toEqual({ done: false, value: [1] });
    await expect(batches.next()).rejects.toThrow('over');
  });
});
