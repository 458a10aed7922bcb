import { endDayText, PRESETS, ScheduleForm } from './schedule-form.ts';

describe('the schedule form', () => {
  it('begins with any time, in the time zone of the browser', () => {
    const form = new ScheduleForm(null, 'Europe/Berlin');
    expect([form.isAnyTime(), form.timeZone(), form.value()]).toEqual([true, 'Europe/Berlin', null]);
  });

  it('offers nights and weekends including the night from Sunday to Monday', () => {
    const { windows } = PRESETS.find(({ word }) => word === 'Nights and weekends')!;
    expect(windows.filter(({ days, from }) => days.includes('sun') && from === '20:00')).toHaveLength(1);
  });

  it('states that a window ends on the next day, once both times are given', () => {
    const window = { days: ['mon' as const], from: '20:00', to: '06:00' };
    const words = [window, { ...window, to: '' }, { ...window, to: '22:00' }, { ...window, to: '20:00' }].map(
      endDayText,
    );
    expect(words).toEqual(['on the next day', '', '', 'on the next day']);
  });

  it('keeps the days of a window in the order of the week', () => {
    const form = new ScheduleForm(
      { time_zone: 'UTC', windows: [{ days: ['sun'], from: '08:00', to: '12:00' }] },
      'Europe/Berlin',
    );
    form.toggleDay(0, 'fri');
    form.toggleDay(0, 'mon');
    form.toggleDay(0, 'sun');
    expect(form.value()).toEqual({ time_zone: 'UTC', windows: [{ days: ['mon', 'fri'], from: '08:00', to: '12:00' }] });
  });

  it('names missing values, and ignores them if any time is selected', () => {
    const form = new ScheduleForm(
      { time_zone: 'UTC', windows: [{ days: ['sun'], from: '08:00', to: '12:00' }] },
      'UTC',
    );
    form.toggleDay(0, 'sun');
    expect([form.errorOf(0), form.isValid()]).toEqual(['Choose at least one day', false]);
    form.change(0, { days: ['mon'], from: '' });
    expect(form.errorOf(0)).toBe('Give both times');
    form.change(0, { from: '08:00' });
    form.timeZone.set('Berlin');
    expect([form.zoneError(), form.isValid()]).toEqual(['Choose a time zone, such as Europe/Berlin', false]);
    form.isAnyTime.set(true);
    expect([form.isValid(), form.value()]).toEqual([true, null]);
  });
});
