import { LogAbsence } from './log-absence.ts';

describe('an outage of the log', () => {
  it('lasts while the log does not answer, and some time longer', () => {
    const absence = new LogAbsence();
    absence.see('following', 0);
    expect(absence.lastedWithin(15_000, 0)).toBe(false);
    absence.see('log_away', 1_000);
    expect(absence.lastedWithin(15_000, 90_000)).toBe(true);
    absence.see('catching_up', 100_000);
    absence.see('following', 101_000);
    expect(absence.lastedWithin(15_000, 114_999)).toBe(true);
    expect(absence.lastedWithin(15_000, 115_000)).toBe(false);
  });
});
