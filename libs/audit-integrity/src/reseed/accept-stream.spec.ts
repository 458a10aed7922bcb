import {
  checkpointAt,
  history,
  logOf,
  replaced,
  strange,
  without,
  type Entries,
} from '../verify/short-history.fixture.ts';
import { assertLeadsTo, StreamRefusedError } from './accept-stream.ts';

const position = checkpointAt(history.slice(0, 4));
const compared = async (entries: Entries, at = position) => {
  const seen: number[] = [];
  await assertLeadsTo(at, logOf(entries), (seq) => seen.push(seq));
  return seen;
};
const refusal = new StreamRefusedError(
  'The stream does not hold the history up to event 4 as the tables do, so they do not follow it.',
);

describe('the stream that the tables are to follow', () => {
  it('leads to their position, whatever comes after it', async () => {
    expect(await compared(history.slice(0, 4))).toEqual([1, 2, 3, 4]);
    expect(await compared(history)).toEqual([1, 2, 3, 4]);
    expect(await compared([], checkpointAt([]))).toEqual([]);
  });

  it('is refused if an event differs, is missing, or its end is', async () => {
    for (const other of [replaced(3, strange), without(3), history.slice(0, 3), []])
      await expect(compared(other)).rejects.toThrow(refusal);
  });

  it('is refused if the tables count other events', async () => {
    const refused = compared(history, { ...position, count: 3 });
    await expect(refused).rejects.toThrow(refusal);
    await expect(refused).rejects.toMatchObject({ name: 'StreamRefusedError', code: 'STREAM_REFUSED' });
  });
});
