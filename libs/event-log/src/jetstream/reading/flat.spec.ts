import { flat } from './flat.ts';

async function* pagesOf(ended: () => void, ...pages: readonly number[][]): AsyncGenerator<readonly number[]> {
  try {
    yield* pages;
  } finally {
    ended();
  }
}

describe('the items of pages', () => {
  it('are in order, also after an empty page', async () => {
    const items: number[] = [];
    for await (const item of flat(pagesOf(() => undefined, [1, 2], [], [3]))) items.push(item);
    expect(items).toEqual([1, 2, 3]);
  });

  it('end the pages when their reader stops early', async () => {
    let ended = false;
    for await (const item of flat(pagesOf(() => (ended = true), [1, 2], [3]))) if (item === 1) break;
    expect(ended).toBe(true);
  });

  it('throw the errors of the pages', async () => {
    const failing = (async function* (): AsyncGenerator<readonly number[]> {
      yield [1];
      throw new Error('gone');
    })();
    const items = flat(failing);
    await items.next();
    await expect(items.next()).rejects.toThrow('gone');
  });
});
