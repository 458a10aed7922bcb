/** Waits for the first item, so that a source that fails at once fails here. Gives all items, the first one too. */
export async function begin<T>(source: AsyncGenerator<T>): Promise<AsyncIterable<T>> {
  const first = await source.next();
  return all(first, source);
}

async function* all<T>(first: IteratorResult<T>, rest: AsyncGenerator<T>) {
  if (first.done === true) return;
  yield first.value;
  yield* rest;
}
