/** Returns the items of all pages, one item per call of `next`. `yield*` would be three times slower. */
export function flat<T>(pages: AsyncGenerator<readonly T[]>): AsyncIterableIterator<T> & AsyncDisposable {
  let page: readonly T[] = [];
  let at = 0;
  const next = async (): Promise<IteratorResult<T>> => {
    while (at === page.length) {
      const read = await pages.next();
      if (read.done === true) return { done: true, value: undefined };
      page = read.value;
      at = 0;
    }
    return { done: false, value: page[at++]! };
  };
  const end = async (): Promise<IteratorResult<T>> => {
    page = [];
    at = 0;
    await pages.return(undefined);
    return { done: true, value: undefined };
  };
  return {
    next,
    return: end,
    [Symbol.asyncIterator]() {
      return this;
    },
    [Symbol.asyncDispose]: async () => void (await end()),
  };
}
