import { printedTitle, shownLines } from './printed-lines.ts';

const stderr_tail = Array.from({ length: 20 }, (_, i) => `line ${i}`);
const excerpt = { stream: 'stdout' as const, first_line: 492, cause_line: 501, lines: 561, log_offset: 15_892 };

describe('the printed lines of a failure', () => {
  it('are those around the line of the cause, with the number of lines', () => {
    expect(shownLines({ stderr_tail, excerpt }, 12)).toEqual([3, 15]);
    expect(printedTitle({ stderr_tail, excerpt }, 12)).toBe('stdout, 12 of 561 lines');
    expect(shownLines({ stderr_tail, excerpt: { ...excerpt, cause_line: 511 } }, 12)).toEqual([8, 20]);
  });

  it('are the last ones of a failure without a position', () => {
    expect(shownLines({ stderr_tail, excerpt: null }, 12)).toEqual([8, 20]);
    expect(printedTitle({ stderr_tail, excerpt: null }, 12)).toBe('stderr, 12 of 20 lines');
    expect(printedTitle({ stderr_tail: ['a'], excerpt: null }, 1)).toBe('stderr');
  });
});
