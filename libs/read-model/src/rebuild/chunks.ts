/**
 * Groups the items of a source into chunks of `size`, and reads the next chunk while the previous one is being
 * processed.
 */
export async function* chunks<T>(source: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  const items = source[Symbol.asyncIterator]();
  let next = readChunk(items, size);
  try {
    for (;;) {
      const chunk = await next;
      if (chunk.length === 0) return;
      next = readChunk(items, size);
      // Awaited on the next turn. This handler prevents an unhandled rejection until then.
      next.catch(() => undefined);
      yield chunk;
    }
  } finally {
    await next.catch(() => undefined);
    await items.return?.();
  }
}

async function readChunk<T>(items: AsyncIterator<T>, size: number): Promise<T[]> {
  const chunk: T[] = [];
  while (chunk.length < size) {
    const item = await items.next();
    if (item.done === true) break;
    chunk.push(item.value);
  }
  return chunk;
}
