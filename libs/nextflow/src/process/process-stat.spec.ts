import { flagsIn, parseStat, threadsIn } from './process-stat.ts';

describe('a line of /proc/PID/stat', () => {
  it('is read past a command with spaces and parentheses', () => {
    const line = '71 (a) b (c) S 1 70 69 0 -1 4194560 1 2 3 4 5 6 7 8 20 0 9 0 998877 1000 2000';
    expect(parseStat(line)).toEqual({ pid: 71, state: 'S', parent: 1, group: 70, session: 69, startTime: '998877' });
    expect(flagsIn(line)).toBe(4194560);
    expect(threadsIn(line)).toBe(9);
  });

  it('is ignored if it is truncated', () => {
    expect(parseStat('')).toBeNull();
    expect(parseStat('71 (sh) S 1 70')).toBeNull();
  });
});
