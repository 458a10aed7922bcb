import { lineOf, page } from './report.ts';

const measure = {
  name: 'append',
  ours: 'EventLog.append',
  floor: 'js.publish',
  unit: 'µs per event',
  pairs: [
    { ours: 600, floor: 400 },
    { ours: 500, floor: 500 },
    { ours: 900, floor: 300 },
  ],
} as const;

describe('the report of a bench', () => {
  it('tells the ratio first, and what it is the ratio of', () => {
    expect(lineOf(measure)).toBe(
      'append: 1.00 / 1.50 / 3.00 of the floor (ours 500 / 600 / 900, floor 300 / 400 / 500 µs per event, 3 repetitions)',
    );
  });

  it('as a page says also how and where it was measured', () => {
    const text = page([measure], [['commit', 'abc123']]);
    expect(text).toContain(
      '| append | **1.00 / 1.50 / 3.00** | 500 / 600 / 900 | 300 / 400 / 500 | µs per event | 3 |',
    );
    expect(text).toContain('- **append**: EventLog.append. Bare: js.publish.');
    expect(text).toContain('| commit | abc123 |');
  });
});
