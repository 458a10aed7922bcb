import { jest } from '@jest/globals';
import type { Api, LogPart } from '../../../core/api/api.ts';
import { ProblemError } from '../../../core/problem.ts';
import { logLine } from './log-lines.ts';
import { LogTail } from './log-tail.ts';
import { settled } from '../../../testing/settled.ts';

describe('a followed log', () => {
  const read = jest.fn<(offset: number) => ReturnType<Api['log']>>();
  let tail: LogTail;
  const lines = () => tail.lines().map(({ text }) => text);
  const gives = (text: string, nextOffset: number) =>
    read.mockResolvedValueOnce({ text, nextOffset } satisfies LogPart);
  beforeEach(() => {
    jest.resetAllMocks();
    tail = new LogTail(read);
  });

  it('begins near the end and continues from its position', async () => {
    gives('one\ntwo\n', 8);
    await tail.poll();
    gives('three\n', 14);
    await tail.poll();
    expect(lines()).toEqual(['one', 'two', 'three']);
    expect(read.mock.calls.map(([offset]) => offset < 0 || offset)).toEqual([true, 8]);
  });

  it('opens at a line with the lines before it, and reads on to the end', async () => {
    const opened = new LogTail(read, 5000);
    gives(`of a line\n${'x'.repeat(4085)}\nthe cause\nclean-up\n`, 5019);
    gives('', 5019);
    await opened.poll();
    await settled();
    expect(read.mock.calls.map(([offset]) => offset)).toEqual([904, 5019]);
    expect(opened.lines()[opened.line()!]?.text).toBe('the cause');
    expect([opened.cut(), opened.cutAfter()]).toEqual([true, false]);
  });

  it.each([
    ['the end', null],
    ['a line', 5000],
  ])('opens at %s, and shows what is left out, also after a failed first read', async (_, at) => {
    const opened = new LogTail(read, at);
    read.mockRejectedValueOnce(new ProblemError(503, 'The runner that keeps this log does not answer now.'));
    await opened.poll();
    gives(`of a line\n${'x'.repeat(4085)}\nthe cause\n`, 100_000);
    await opened.poll();
    expect([opened.lines()[0]?.text.length, opened.cut()]).toEqual([4085, true]);
    expect(opened.line()).toBe(at && 1);
  });

  it('stops reading once later lines are left out', async () => {
    const opened = new LogTail(read, 0);
    gives('x\n'.repeat(5001), 10_002);
    await opened.poll();
    expect([opened.cutAfter(), await opened.poll()]).toEqual([true, false]);
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('joins a line that arrived in parts', async () => {
    gives('[3e/9a', 6);
    await tail.poll();
    expect(lines()).toEqual(['[3e/9a']);
    gives('c41f] done\nnext', 20);
    await tail.poll();
    expect(lines()).toEqual(['[3e/9ac41f] done', 'next']);
  });

  it('keeps the last 5,000 lines, with a note on the cut', async () => {
    gives('x\n'.repeat(5001), 10_002);
    await tail.poll();
    expect([tail.lines().length, tail.cut()]).toEqual([5000, true]);
  });

  it('begins with a whole line if it is long, with a note on the cut', async () => {
    gives('of a line\nnext\n', 100_000);
    await tail.poll();
    expect([lines(), tail.cut()]).toEqual([['next'], true]);
  });

  it('is read once more after a request during a read, since its last lines are written as the attempt ends', async () => {
    gives('one\n', 4);
    gives('two\n', 8);
    const first = tail.poll();
    await tail.poll();
    await first;
    await settled();
    expect(lines()).toEqual(['one', 'two']);
  });

  it('keeps its lines when the server is away', async () => {
    gives('one\n', 4);
    await tail.poll();
    read.mockRejectedValueOnce(new ProblemError(503, 'The runner that keeps this log does not answer now.'));
    await tail.poll();
    expect([lines(), tail.error()]).toEqual([['one'], 'The runner that keeps this log does not answer now.']);
  });

  it('treats a missing log as empty', async () => {
    read.mockRejectedValueOnce(new ProblemError(404, 'No log yet.'));
    await tail.poll();
    expect([tail.error(), tail.loaded()]).toEqual(['', true]);
  });
});

describe('a line of a log', () => {
  it('of Nextflow has its time apart, and is muted if it is for debugging', () => {
    expect(logLine('Nov-24 14:18:09.123 [main] DEBUG nextflow.Session - Session start')).toEqual({
      time: '14:18:09',
      text: 'Session start',
      tone: 'ts',
    });
  });

  it('stands out if it reports a failure or a retry', () => {
    expect(logLine("ERROR ~ Error executing process > 'CALL'").tone).toBe('er');
    expect(logLine("[E::bgzf_write] Could not write 65280 bytes: 'No space left on device'").tone).toBe('er');
    expect(logLine('Failed to write the pileup: -1').tone).toBe('er');
    expect(logLine('WARN: no index').tone).toBe('wa');
    expect(logLine('[3e/9ac41f] Submitted process > ALIGN (NA12878)').tone).toBe('hl');
    expect(logLine('anything else').tone).toBe('');
  });
});
