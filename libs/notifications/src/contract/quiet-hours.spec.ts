import { quietSince } from './quiet-hours.ts';

const since = (at: string, from: string, to: string, time_zone = 'UTC') =>
  quietSince({ from, to, time_zone }, Date.parse(at));

describe('quiet hours', () => {
  it('begin and end on the same day if they end later than they begin', () => {
    expect(since('2026-12-02T11:59:59Z', '12:00', '13:30')).toBeNull();
    expect(since('2026-12-02T12:00:00Z', '12:00', '13:30')).toBe('2026-12-02');
    expect(since('2026-12-02T13:29:59Z', '12:00', '13:30')).toBe('2026-12-02');
    expect(since('2026-12-02T13:30:00Z', '12:00', '13:30')).toBeNull();
  });

  it('end on the next day otherwise, and are the same quiet hours before and after midnight', () => {
    expect(since('2026-12-02T21:59:00Z', '22:00', '07:00')).toBeNull();
    expect(since('2026-12-02T22:00:00Z', '22:00', '07:00')).toBe('2026-12-02');
    expect(since('2026-12-03T00:00:00Z', '22:00', '07:00')).toBe('2026-12-02');
    expect(since('2026-12-03T06:59:00Z', '22:00', '07:00')).toBe('2026-12-02');
    expect(since('2026-12-03T07:00:00Z', '22:00', '07:00')).toBeNull();
    expect(since('2026-03-01T00:30:00Z', '22:00', '07:00')).toBe('2026-02-28');
  });

  it('follow the clock of their time zone, also when it is put forward', () => {
    expect(since('2026-12-02T21:00:00Z', '22:00', '07:00', 'Europe/Berlin')).toBe('2026-12-02');
    expect(since('2026-07-02T05:00:00Z', '22:00', '07:00', 'Europe/Berlin')).toBeNull();
    expect(since('2026-12-02T05:00:00Z', '22:00', '07:00', 'Europe/Berlin')).toBe('2026-12-01');
    expect(since('2026-12-02T16:00:00Z', '22:00', '07:00', 'Asia/Tokyo')).toBe('2026-12-02');
  });

  it('never apply if there are none', () => {
    expect(quietSince(null, Date.parse('2026-12-02T03:00:00Z'))).toBeNull();
  });
});
