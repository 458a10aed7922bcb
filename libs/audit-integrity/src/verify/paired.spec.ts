import { paired, type Pair } from './paired.ts';

/** A source that records how far it was read, and whether it was closed. */
function source(...seqs: readonly number[]) {
  const state = { read: 0, isClosed: false };
  async function* entries() {
    try {
      for (const seq of seqs) {
        state.read += 1;
        yield { seq };
      }
    } finally {
      state.isClosed = true;
    }
  }
  return { state, entries: entries() };
}
const joined = async (first: readonly number[], second: readonly number[]) => {
  const pairs: string[] = [];
  for await (const pair of paired(source(...first).entries, source(...second).entries)) pairs.push(textOf(pair));
  return pairs.join(' ');
};
const textOf = ({ seq, first, second }: Pair<{ seq: number }, { seq: number }>) =>
  `${seq}:${first?.seq ?? '-'}/${second?.seq ?? '-'}`;

describe('two sources joined by sequence', () => {
  it('yield pairs if both have one, and continue if only one of them has', async () => {
    expect(await joined([1, 2, 3], [1, 2, 3])).toBe('1:1/1 2:2/2 3:3/3');
    expect(await joined([1, 3, 4], [2, 3, 9])).toBe('1:1/- 2:-/2 3:3/3 4:4/- 9:-/9');
    expect(await joined([], [1, 2])).toBe('1:-/1 2:-/2');
    expect(await joined([1, 2], [])).toBe('1:1/- 2:2/-');
    expect(await joined([], [])).toBe('');
  });

  it('are read only as far as they are consumed, and closed with the join', async () => {
    const [first, second] = [source(1, 2, 3), source(1, 5)];
    for await (const { seq } of paired(first.entries, second.entries)) if (seq === 2) break;
    expect(first.state).toEqual({ read: 2, isClosed: true });
    expect(second.state).toEqual({ read: 2, isClosed: true });
  });

  it('may have nothing to close', async () => {
    const plain = (seq: number) => ({
      [Symbol.asyncIterator]() {
        let isRead = false;
        return {
          next: async () => (isRead ? { done: true, value: undefined } : ((isRead = true), { value: { seq } })),
        } as AsyncIterator<{ seq: number }>;
      },
    });
    const seqs: number[] = [];
    for await (const { seq } of paired(plain(1), plain(2))) seqs.push(seq);
    expect(seqs).toEqual([1, 2]);
  });
});
