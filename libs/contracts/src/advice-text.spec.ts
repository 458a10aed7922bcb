import { adviceText } from './advice-text.ts';

const GB = 2 ** 30;

describe('the text of an advice', () => {
  it('has the figures of each directive', () => {
    const memory = { requested: 64 * GB, greatest_use: 8.9 * GB, advised: 12 * GB };
    expect(adviceText({ directive: 'memory', tasks: 12, margin_percent: 25, saved_hours: 312, ...memory })).toBe(
      'memory: 12 GB instead of 64 GB. The greatest use of 12 measured tasks was 8.9 GB, and the margin is 25 %. These tasks would have requested 312 GB hours less.',
    );
    const time = { requested: 8 * 3_600_000, greatest_use: 3_000_000, advised: 2 * 3_600_000 };
    expect(adviceText({ directive: 'time', tasks: 10, margin_percent: 100, saved_hours: null, ...time })).toBe(
      'time: 2 h 00 m instead of 8 h 00 m. The greatest use of 10 measured tasks was 50 m 00 s, and the margin is 100 %.',
    );
    expect(
      adviceText({ directive: 'time', tasks: 12, margin_percent: 100, saved_hours: null, ...time, greatest_use: 3967 }),
    ).toContain('The greatest use of 12 measured tasks was 3.9 s, ');
    const cpus = { requested: 4, greatest_use: 1.84, advised: 3 };
    expect(adviceText({ directive: 'cpus', tasks: 10, margin_percent: 10, saved_hours: 1, ...cpus })).toContain(
      'cpus: 3 instead of 4. The greatest use of 10 measured tasks was 1.8, ',
    );
  });
});
