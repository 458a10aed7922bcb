import { jest } from '@jest/globals';
import { foundText, LogSearch } from './log-search.ts';

const log = 'reading\nERROR no index\nreading on\r\nerror at the end';
const inParts = (text: string, size = 10) =>
  jest.fn((offset: number) =>
    Promise.resolve({ text: text.slice(offset, offset + size), nextOffset: Math.min(text.length, offset + size) }),
  );

describe('the search in a log', () => {
  it('finds lines of the whole log with their numbers, in any case, and reads it once', async () => {
    const read = inParts(log);
    const search = new LogSearch(read);
    await search.find('error');
    expect(search.matches()).toMatchObject([
      { number: 2, text: 'ERROR no index', tone: 'er' },
      { number: 4, text: 'error at the end' },
    ]);
    const reads = read.mock.calls.length;
    await search.find('reading');
    expect(search.matches().map(({ number }) => number)).toEqual([1, 3]);
    expect(read).toHaveBeenCalledTimes(reads);
  });

  it('moves between matches, wraps around, and starts again with another text', async () => {
    const search = new LogSearch(inParts(log));
    search.step(1);
    await search.find('error');
    const at = () => search.matches()[search.current()]?.number;
    expect(at()).toBe(2);
    search.step(1);
    expect(at()).toBe(4);
    search.step(1);
    expect(at()).toBe(2);
    search.step(-1);
    expect(at()).toBe(4);
    await search.find('reading');
    expect(at()).toBe(1);
  });

  it('reads again after it was closed', async () => {
    const read = inParts(log, 1000);
    const search = new LogSearch(read);
    await search.find('error');
    await search.find('');
    expect(search.state()).toBe('idle');
    await search.find('error');
    expect(read.mock.calls.filter(([offset]) => offset === 0)).toHaveLength(2);
  });

  it('counts all lines, and shows the first thousand', async () => {
    const search = new LogSearch(inParts('x\n'.repeat(3000), 100_000));
    await search.find('x');
    expect([search.count(), search.matches().length]).toEqual([3000, 1000]);
  });

  it('states why it failed, and retries', async () => {
    const read = inParts(log);
    read.mockRejectedValueOnce(new Error('The runner does not answer.'));
    const search = new LogSearch(read);
    await search.find('error');
    expect([search.error(), search.state()]).toEqual(['The runner does not answer.', 'done']);
    await search.find('error');
    expect([search.error(), search.count()]).toEqual(['', 2]);
  });
});

describe('the outcome of a log search', () => {
  it.each([
    [{ found: 0, shown: 0 }, 'No line of this log has this text'],
    [{ found: 1, shown: 1 }, '1 line'],
    [{ found: 3000, shown: 1000 }, '3,000 lines, the first 1,000 are shown'],
    [{ found: 2, shown: 2, cut: true }, '2 lines. The end of this log was not searched: download it'],
    [
      { found: 0, shown: 0, cut: true },
      'No line of its beginning has this text. The end of this log was not searched: download it',
    ],
    [
      { found: 0, shown: 0, grows: true },
      'No line of this log has this text. Lines written since this search began are not in it',
    ],
  ])('for %j reads: %s', (outcome, words) => {
    expect(foundText({ cut: false, grows: false, ...outcome })).toBe(words);
  });
});
