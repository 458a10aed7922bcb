import type { ExpectedRun } from '@reprise/contracts';
import { expectedText } from './expected-text.ts';

const MINUTE = 60_000;
const range = (jobs: number, lower: number, upper: number) => ({ jobs, lower, median: (lower + upper) / 2, upper });
const run = (changes: Partial<ExpectedRun>): ExpectedRun => ({
  pipeline: 'wes',
  duration_ms: range(20, 20 * MINUTE, 35 * MINUTE),
  disk_bytes: null,
  free_slots: 2,
  ...changes,
});

describe('the text about the expected run of a new job', () => {
  it('states the usual duration and disk space, with their basis, and the free slots', () => {
    expect(expectedText(run({}))).toBe('Jobs of wes usually take 20–35 min (last 20 completed); 2 slots are free.');
    expect(expectedText(run({ disk_bytes: range(18, 2 * 2 ** 30, 3 * 2 ** 30), free_slots: 1 }))).toBe(
      'Jobs of wes usually take 20–35 min (last 20 completed) and 2.1 GB–3.2 GB of disk (18 measured); 1 slot is free.',
    );
    expect(expectedText(run({ free_slots: null }))).toMatch(/; no runner takes jobs now\.$/);
  });

  it.each([
    [400, 900, 'about 1 s'],
    [12_000, 61_000, '12–61 s'],
    [90_000, 150_000, '1.5–2.5 min'],
    [25 * MINUTE, 25 * MINUTE + 5000, 'about 25 min'],
    [100 * MINUTE, 130 * MINUTE, '1.7–2.2 h'],
  ])('states %d to %d ms as %s', (lower, upper, text) => {
    expect(expectedText(run({ duration_ms: range(5, lower, upper) }))).toContain(`usually take ${text} (last 5`);
  });

  it('is empty if too few jobs completed', () => {
    expect(expectedText(run({ duration_ms: null }))).toBe('');
  });
});
