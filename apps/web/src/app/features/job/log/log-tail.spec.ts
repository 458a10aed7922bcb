import { jest } from '@jest/globals';
import type { Api, LogPart } from '../../../core/api/api.ts';
import { ProblemError } from '../../../core/problem.ts';
import { logLine } from './log-lines.ts';
import { LogTail } from './log-tail.ts';
import { settled } from '../../../testing/settled.ts';

describe('a log that is followed', () => {
  const read = jest.fn<(offset: number) => ReturnType<Api['log']>>();
  let tail: LogTail;
  const lines = () => tail.lines().map(({ text }) => text);
  const gives = (text: string, nextOffset: number) =>
    read.mockResolvedValueOnce({ text, nextOffset } satisfies LogPart);
  beforeEach(() => {
    jest.resetAllMocks();
    tail = new LogTail(read);
  });

  it('begins near the end and goes on from where it stood', async () => {
    gives('one\ntwo\n', 8);
    await tail.poll();
    gives('three\n', 14);
    await tail.poll();
    expect(lines()).toEqual(['one', 'two', 'three']);
    expect(read.mock.calls.map(([offset]) => offset < 0 || offset)).toEqual([true, 8]);
  });

  it('opens at a line, with what is before it, and reads on to the end', async () => {
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
  ])('opens at %s, and says what is left out, also after a first read that failed', async (_, at) => {
    const opened = new LogTail(read, at);
    read.mockRejectedValueOnce(new ProblemError(503, 'The runner that keeps this log does not answer now.'));
    await opened.poll();
    gives(`of a line\n${'x'.repeat(4085)}\nthe cause\n`, 100_000);
    await opened.poll();
    expect([opened.lines()[0]?.text.length, opened.cut()]).toEqual([4085, true]);
    expect(opened.line()).toBe(at && 1);
  });

  it('is not read on once later lines are left out', async () => {
    const opened = new LogTail(read, 0);
    gives('x\n'.repeat(5001), 10_002);
    await opened.poll();
    expect([opened.cutAfter(), await opened.poll()]).toEqual([true, false]);
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('puts a line together that came in parts', async () => {
    gives('[3e/9a', 6);
    await tail.poll();
    expect(lines()).toEqual(['[3e/9a']);
    gives('c41f] done\nnext', 20);
    await tail.poll();
    expect(lines()).toEqual(['[3e/9ac41f] done', 'next']);
  });

  it('keeps the last 5,000 lines and says that it cut', async () => {
    gives('x\n'.repeat(5001), 10_002);
    await tail.poll();
    expect([tail.lines().length, tail.cut()]).toEqual([5000, true]);
  });

  it('that is long begins with a whole line, and says that it was cut', async () => {
    gives('of a line\nnext\n', 100_000);
    await tail.poll();
    expect([lines(), tail.cut()]).toEqual([['next'], true]);
  });

  it('is read once more where that was asked for during a read: its last lines are written as the attempt ends', async () => {
    gives('one\n', 4);
    gives('two\n', 8);
    const first = tail.poll();
    await tail.poll();
    await first;
    await settled();
    expect(lines()).toEqual(['one', 'two']);
  });

  it('keeps what it has when the server is away', async () => {
    gives('one\n', 4);
    await tail.poll();
    read.mockRejectedValueOnce(new ProblemError(503, 'The runner that keeps this log does not answer now.'));
    await tail.poll();
    expect([lines(), tail.error()]).toEqual([['one'], 'The runner that keeps this log does not answer now.']);
  });

  it('takes a log that is not there yet as an empty one', async () => {
    read.mockRejectedValueOnce(new ProblemError(404, 'No log yet.'));
    await tail.poll();
    expect([tail.error(), tail.loaded()]).toEqual(['', true]);
  });
});

describe('a line of a log', () => {
  it('of Nextflow has its time apart, and is quiet where it is for debugging', () => {
    expect(logLine('Nov-24 14:18:09.123 [main] DEBUG nextflow.Session - Session start')).toEqual({
      time: '14:18:09',
      text: 'Session start',
      tone: 'ts',
    });
  });

  it('stands out where something failed or was repeated', () => {
    expect(logLine("ERROR ~ Error executing process > 'CALL'").tone).toBe('er');
    expect(logLine("[E::bgzf_write] Could not write 65280 bytes: 'No space left on device'").tone).toBe('er');
    expect(logLine('Failed to write the pileup: -1').tone).toBe('er');
    expect(logLine('WARN: no index').tone).toBe('wa');
    expect(logLine('[3e/9ac41f] Submitted process > ALIGN (NA12878)').tone).toBe('hl');
    expect(logLine('anything else').tone).toBe('');
  });
});
