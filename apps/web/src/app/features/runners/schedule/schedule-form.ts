import { computed, signal } from '@angular/core';
import { WEEKDAYS, type RunnerSchedule, type Weekday, type WorkWindow } from '@reprise/contracts';

const WORKDAYS: Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri'];
const NIGHTS: WorkWindow = { days: WORKDAYS, from: '20:00', to: '06:00' };
const WEEKENDS: WorkWindow = { days: ['sat', 'sun'], from: '00:00', to: '00:00' };

export const PRESETS: readonly { word: string; windows: readonly WorkWindow[] }[] = [
  { word: 'Nights', windows: [{ ...NIGHTS, days: [...WEEKDAYS] }] },
  { word: 'Weekends', windows: [WEEKENDS] },
  { word: 'Nights and weekends', windows: [{ ...NIGHTS, days: [...WEEKDAYS] }, WEEKENDS] },
];

/** "on the next day" if a window ends there. */
export const endDayText = ({ from, to }: WorkWindow): string => (from && to && to <= from ? 'on the next day' : '');

/** The schedule while the user edits it. */
export class ScheduleForm {
  readonly isAnyTime = signal(true);
  readonly timeZone = signal('');
  readonly windows = signal<readonly WorkWindow[]>([NIGHTS]);
  readonly zoneError = computed(() =>
    isTimeZone(this.timeZone().trim()) ? null : 'Choose a time zone, such as Europe/Berlin',
  );
  readonly isValid = computed(
    () => this.isAnyTime() || (this.zoneError() === null && this.windows().every((_, i) => this.errorOf(i) === null)),
  );

  /** @param ownZone time zone of the browser */
  constructor(schedule: RunnerSchedule | null, ownZone: string) {
    this.timeZone.set(schedule?.time_zone ?? ownZone);
    if (!schedule) return;
    this.isAnyTime.set(false);
    this.windows.set(schedule.windows);
  }

  errorOf(index: number): string | null {
    const { days, from, to } = this.windows()[index]!;
    if (days.length === 0) return 'Choose at least one day';
    return from && to ? null : 'Give both times';
  }

  change(index: number, part: Partial<WorkWindow>): void {
    this.windows.update((all) => all.map((window, i) => (i === index ? { ...window, ...part } : window)));
  }

  toggleDay(index: number, day: Weekday): void {
    const { days } = this.windows()[index]!;
    const next = days.includes(day) ? days.filter((other) => other !== day) : [...days, day];
    this.change(index, { days: WEEKDAYS.filter((each) => next.includes(each)) });
  }

  add(): void {
    this.windows.update((all) => [...all, NIGHTS]);
  }

  remove(index: number): void {
    this.windows.update((all) => all.filter((_, i) => i !== index));
  }

  value(): RunnerSchedule | null {
    if (this.isAnyTime()) return null;
    const windows = this.windows().map((window) => ({ ...window, days: [...window.days] }));
    return { time_zone: this.timeZone().trim(), windows };
  }
}

function isTimeZone(name: string): boolean {
  try {
    return name !== '' && new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
