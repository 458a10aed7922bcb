import {
  about,
  ago,
  asSentence,
  bytes,
  dateTime,
  initials,
  ordinal,
  plural,
  runnerName,
  shortRunner,
  utc,
} from './format.ts';

const NOW = new Date(2026, 10, 24, 14, 3, 21).getTime();
const before = (ms: number) => new Date(NOW - ms).toISOString();

describe('durations', () => {
  it.each([
    [20_000, 'less than a minute'],
    [1_510_000, 'about 25 min'],
    [3_590_000, 'about 1 h'],
    [7_500_000, 'about 2 h 10 min'],
    [39_600_000, 'about 11 h'],
    [259_200_000, 'about 3 d'],
  ])('of %p ms that are only expected read %p', (ms, words) => expect(about(ms)).toBe(words));
});

describe('moments', () => {
  it('read as relative times, and from a week on as a date', () => {
    expect(ago(before(20_000), NOW)).toBe('just now');
    expect(ago(before(9 * 60_000), NOW)).toBe('9 min ago');
    expect(ago(before(2 * 3_600_000), NOW)).toBe('2 h ago');
    expect(ago(before(3 * 86_400_000), NOW)).toBe('3 d ago');
    expect(ago(before(16 * 86_400_000), NOW)).toBe('8 Nov');
    expect(ago(before(400 * 86_400_000), NOW)).toBe('20 Oct 2025');
  });

  it('in the future, by a different clock, read as just now', () => {
    expect(ago(before(-90_000), NOW)).toBe('just now');
  });

  it('read as a clock time today, and with the date otherwise', () => {
    expect(dateTime(before(21_000), NOW)).toBe('14:03');
    expect(dateTime(before(86_400_000), NOW)).toBe('23 Nov, 14:03');
  });

  it('show UTC on hover', () => {
    expect(utc('2026-11-24T14:03:21.500Z')).toBe('2026-11-24 14:03:21 UTC');
  });
});

it('counts bytes in decimal units', () => {
  expect([999, 1500, 214_000_000, 1_800_000_000].map(bytes)).toEqual(['999 B', '1.5 kB', '214 MB', '1.8 GB']);
});

it('counts things in text', () => {
  expect(plural(1, 'process', 'processes')).toBe('1 process');
  expect(plural(1284, 'job')).toBe('1,284 jobs');
  expect([1, 2, 3, 11, 22, 113].map(ordinal)).toEqual(['1st', '2nd', '3rd', '11th', '22nd', '113th']);
});

it('identifies runners by the end of their id', () => {
  expect(runnerName('01a20e7b-2448-73d3-8fca-86871fdbe92b')).toBe('runner dbe92b');
  expect(runnerName('runner-a')).toBe('runner-a');
  expect(['01a20e7b-2448-73d3-8fca-86871fdbe92b', 'runner-a'].map(shortRunner)).toEqual(['dbe92b', 'runner-a']);
});

it('identifies people by two letters', () => {
  expect(['a.meyer', 'svc-lims', 'admin', 'x'].map(initials)).toEqual(['AM', 'LI', 'AD', 'X']);
});

it('begins a message in upper case, except a name', () => {
  expect(['is required', 'min_qual is not known', 'a.txt is missing', 'FASTQ only'].map(asSentence)).toEqual([
    'Is required',
    'min_qual is not known',
    'a.txt is missing',
    'FASTQ only',
  ]);
});
