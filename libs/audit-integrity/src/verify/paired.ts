interface Sequenced {
  readonly seq: number;
}

export interface Pair<A, B> {
  readonly seq: number;
  readonly first: A | undefined;
  readonly second: B | undefined;
}

/** Joins two sources by their ascending seq. */
export async function* paired<A extends Sequenced, B extends Sequenced>(
  first: AsyncIterable<A>,
  second: AsyncIterable<B>,
): AsyncGenerator<Pair<A, B>> {
  const [a, b] = [first[Symbol.asyncIterator](), second[Symbol.asyncIterator]()];
  try {
    let [x, y] = await Promise.all([a.next(), b.next()]);
    while (!x.done || !y.done) {
      const seq = Math.min(x.done ? Infinity : x.value.seq, y.done ? Infinity : y.value.seq);
      const one = !x.done && x.value.seq === seq ? x.value : undefined;
      const other = !y.done && y.value.seq === seq ? y.value : undefined;
      yield { seq, first: one, second: other };
      if (one) x = await a.next();
      if (other) y = await b.next();
    }
  } finally {
    await Promise.all([a.return?.(), b.return?.()]);
  }
}
