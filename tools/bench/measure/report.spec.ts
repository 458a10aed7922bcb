import type { Measure } from './measure.ts';
import { lineOf, page } from './report.ts';

const measure: Measure = {
  question: 'log',
  name: 'append',
  ours: 'EventLog.append',
  floor: 'js.publish',
  unit: 'µs per event',
  pairs: [
    { ours: 600, floor: 400 },
    { ours: 500, floor: 500 },
    { ours: 900, floor: 300 },
  ],
  gap: 'Headers.',
};
const detail: Measure = { ...measure, name: 'append, p95', isDetail: true };

describe('the report of a bench', () => {
  it('states the ratio first, then the two values behind it', () => {
    expect(lineOf(measure)).toBe(
      'append: 1.00 / 1.50 / 3.00 of the floor (ours 500 / 600 / 900, floor 300 / 400 / 500 µs per event, 3 repetitions)',
    );
  });

  it('has, as a page, a table and a chart for exactly the measured questions', () => {
    const text = page([measure, detail], [['commit', 'abc123']]);
    expect(text.match(/^## .*/gm)).toEqual(['## How fast are the log and the tables?', '## Where']);
    expect(text).toContain('| append | 400 µs per event | 600 µs per event | 200 | **1.50** (1.00-3.00) |');
    expect(text).toContain('  bar [1.50]');
    expect(text).toContain('- **append**: EventLog.append. Bare: js.publish. Headers.');
    expect(text).toContain('| commit | abc123 |');
  });

  it('combines measures with the same text', () => {
    const text = page([measure, { ...measure, name: 'append, cold' }], []);
    expect(text.match(/^- .*/gm)).toEqual([
      '- **append**, **append, cold**: EventLog.append. Bare: js.publish. Headers.',
    ]);
  });

  it('keeps details for the terminal', () => {
    expect(page([measure, detail], [])).not.toContain('p95');
  });
});
