import { StreamChangedError } from './errors.ts';
import { assertSameLog } from './same-log.ts';

const created = '2026-01-01T00:00:00.123456789Z';
const head = { first_seq: 1, last_seq: 100, created };

describe('The log that was followed before', () => {
  it.each([
    [head, 1, undefined],
    [head, 1, created],
    [head, 101, created],
    [{ first_seq: 0, last_seq: 0, created }, 1, created],
  ])('is %j, from %i on, created %s', (now, from, before) => {
    expect(() => assertSameLog(now, from, before)).not.toThrow();
  });

  it.each([
    ['was created at another time', { ...head, created: '2026-01-01T00:00:00.123456788Z' }, 50],
    ['lost its end', { ...head, last_seq: 99 }, 101],
    ['lost its beginning', { ...head, first_seq: 51 }, 50],
    ['was emptied', { first_seq: 101, last_seq: 100, created }, 50],
  ])('is not one that %s', (_, now, from) => {
    expect(() => assertSameLog(now, from, created)).toThrow(StreamChangedError);
  });
});
