import { RunnerSchedule, type Weekday, type WorkWindow } from '@reprise/contracts';
import { workTime } from './schedule.ts';

const mayTakeWork = (schedule: RunnerSchedule, now: number) => workTime(schedule, now).open;

const WORKDAYS: Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri'];
const ALL: Weekday[] = [...WORKDAYS, 'sat', 'sun'];
const berlin = (...windows: WorkWindow[]): RunnerSchedule => ({ time_zone: 'Europe/Berlin', windows });
const at = (local: string) => Date.parse(local);
const NIGHTS: WorkWindow = { days: WORKDAYS, from: '20:00', to: '06:00' };
const WEEKEND: WorkWindow = { days: ['sat', 'sun'], from: '00:00', to: '00:00' };

describe('the schedule of a runner', () => {
  it('is always open without windows', () => {
    expect(workTime(null, at('2026-11-26T12:00:00Z'))).toEqual({ open: true, until: null });
  });

  it.each([
    ['before the evening', '2026-11-26T19:59:59+01:00', false, '2026-11-26T19:00:00.000Z'],
    ['from the evening on', '2026-11-26T20:00:00+01:00', true, '2026-11-27T05:00:00.000Z'],
    ['after midnight', '2026-11-27T03:00:00+01:00', true, '2026-11-27T05:00:00.000Z'],
    ['not in the morning any more', '2026-11-27T06:00:00+01:00', false, '2026-11-27T19:00:00.000Z'],
  ])('accepts work in the nights: %s', (_, now, open, until) => {
    expect(workTime(berlin(NIGHTS), at(now))).toEqual({ open, until });
  });

  it('joins consecutive windows, such as from Friday evening to Monday morning', () => {
    const schedule = berlin(NIGHTS, WEEKEND);
    expect(workTime(schedule, at('2026-11-27T21:00:00+01:00'))).toEqual({
      open: true,
      until: '2026-11-29T23:00:00.000Z',
    });
    expect(workTime(schedule, at('2026-11-30T01:00:00+01:00'))).toEqual({
      open: false,
      until: '2026-11-30T19:00:00.000Z',
    });
  });

  it('is readable in every time zone that it may name', () => {
    const named = [
      'UTC',
      'EST',
      'JST',
      'pst',
      'IST',
      '+01:00',
      'europe/berlin',
      'Mars/Base',
      ...Intl.supportedValuesOf('timeZone'),
    ];
    const refused = named.filter((time_zone) => {
      const { data } = RunnerSchedule.safeParse({ time_zone, windows: [NIGHTS] });
      if (data) workTime(data, at('2026-11-26T12:00:00Z'));
      return !data;
    });
    expect(refused).toEqual(['JST', 'pst', 'IST', 'Mars/Base']);
  });

  it('belongs to the day on which a window begins', () => {
    const friday = berlin({ days: ['fri'], from: '22:00', to: '04:00' });
    expect(mayTakeWork(friday, at('2026-11-28T03:59:00+01:00'))).toBe(true);
    expect(mayTakeWork(friday, at('2026-11-27T03:59:00+01:00'))).toBe(false);
  });

  it('has no end if it covers the whole week', () => {
    const always = berlin({ days: ALL, from: '08:00', to: '08:00' });
    for (const now of ['2026-11-26T08:00:00+01:00', '2026-11-29T07:59:00+01:00', '2027-03-28T02:30:00Z'])
      expect(workTime(always, at(now))).toEqual({ open: true, until: null });
  });

  it('follows the clock of its time zone, wherever the runner is', () => {
    const tokyo: RunnerSchedule = { time_zone: 'Asia/Tokyo', windows: [{ days: ['mon'], from: '00:00', to: '01:00' }] };
    expect(mayTakeWork(tokyo, at('2026-11-29T15:30:00Z'))).toBe(true);
    expect(mayTakeWork(tokyo, at('2026-11-30T00:30:00Z'))).toBe(false);
  });

  describe('when clocks go forward (29 March 2026, 02:00 becomes 03:00)', () => {
    it('begins after the gap if its time does not exist', () => {
      const schedule = berlin({ days: ['sun'], from: '02:30', to: '05:00' });
      expect(workTime(schedule, at('2026-03-29T01:59:00+01:00'))).toEqual({
        open: false,
        until: '2026-03-29T01:30:00.000Z',
      });
      expect(mayTakeWork(schedule, at('2026-03-29T03:30:00+02:00'))).toBe(true);
    });

    it('omits a window that the gap swallows', () => {
      const gap = berlin({ days: ['sun'], from: '02:30', to: '03:30' });
      expect(workTime(gap, at('2026-03-29T01:00:00+01:00'))).toEqual({
        open: false,
        until: '2026-04-05T00:30:00.000Z',
      });
    });

    it('makes a night an hour shorter', () => {
      const [from, to] = ['2026-03-28T20:00:00+01:00', '2026-03-29T06:00:00+02:00'];
      const schedule = berlin({ days: ALL, from: '20:00', to: '06:00' });
      expect(workTime(schedule, at(from)).until).toBe(new Date(to).toISOString());
      expect(at(to) - at(from)).toBe(9 * 3_600_000);
    });
  });

  describe('when clocks go back (25 October 2026, 03:00 becomes 02:00)', () => {
    it('ends at the first of two times, and does not open again', () => {
      const schedule = berlin({ days: ['sat'], from: '20:00', to: '02:30' });
      expect(mayTakeWork(schedule, at('2026-10-25T02:29:00+02:00'))).toBe(true);
      expect(mayTakeWork(schedule, at('2026-10-25T02:30:00+02:00'))).toBe(false);
      expect(mayTakeWork(schedule, at('2026-10-25T02:29:00+01:00'))).toBe(false);
    });

    it('begins at the first of two times', () => {
      const schedule = berlin({ days: ['sun'], from: '02:30', to: '05:00' });
      expect(mayTakeWork(schedule, at('2026-10-25T02:30:00+02:00'))).toBe(true);
      expect(mayTakeWork(schedule, at('2026-10-25T02:10:00+01:00'))).toBe(true);
      expect(workTime(schedule, at('2026-10-25T02:30:00+02:00')).until).toBe('2026-10-25T04:00:00.000Z');
    });
  });

  it('never opens again without a window', () => {
    expect(workTime(berlin(), at('2026-11-26T12:00:00Z'))).toEqual({ open: false, until: null });
  });

  it('sorts its windows by the clock, in any notation', () => {
    const [early, late]: WorkWindow[] = [
      { days: ['thu'], from: '08:00', to: '10:00' },
      { days: ['thu'], from: '14:00', to: '16:00' },
    ];
    const noon = at('2026-11-26T12:00:00+01:00');
    for (const windows of [
      [early!, late!],
      [late!, early!],
    ]) {
      expect(workTime(berlin(...windows), noon)).toEqual({ open: false, until: '2026-11-26T13:00:00.000Z' });
      expect(workTime(berlin(...windows), at('2026-11-26T09:00:00+01:00'))).toEqual({
        open: true,
        until: '2026-11-26T09:00:00.000Z',
      });
    }
  });

  it('has an end if it covers all days but one', () => {
    const week = { days: ALL, from: '00:00', to: '00:00' } as const;
    const six = { ...week, days: ALL.filter((day) => day !== 'wed') };
    expect(workTime(berlin(six), at('2026-11-26T00:00:00+01:00'))).toEqual({
      open: true,
      until: '2026-12-01T23:00:00.000Z',
    });
  });
});
