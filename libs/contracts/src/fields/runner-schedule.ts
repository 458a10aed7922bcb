import * as z from 'zod';
import { text } from '../inputs.ts';

export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export const Weekday = z.enum(WEEKDAYS);
export type Weekday = z.infer<typeof Weekday>;

/** Wall clock time, `20:00`. */
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time, such as 20:00');

/** Part of the day in which a runner claims jobs. Ends on the next day unless `to` is after `from`. */
export const WorkWindow = z.strictObject({
  /** Days on which it begins, without duplicates. */
  days: z.array(Weekday).min(1).max(7),
  from: TimeOfDay,
  to: TimeOfDay,
});
export type WorkWindow = z.infer<typeof WorkWindow>;

/** Times at which a runner claims jobs, in the wall clock time of a time zone. */
export const RunnerSchedule = z.strictObject({
  /** IANA name, `Europe/Berlin`. */
  time_zone: text(100).refine(isTimeZone, 'must be a time zone, such as Europe/Berlin'),
  windows: z.array(WorkWindow).min(1).max(20),
});
export type RunnerSchedule = z.infer<typeof RunnerSchedule>;

/**
 * Names of time zones that ICU knows but IANA does not. `Intl` accepts them, but `Temporal`, which evaluates schedules,
 * rejects them. Source: the legacy names of ICU's zoneinfo.
 */
const NOT_OF_IANA = new Set(
  'ACT AET AGT ART AST BET BST CAT CNT CST CTT EAT ECT IET IST JST MIT NET NST PLT PNT PRT PST SST VST'.split(' '),
);

/** Whether a text is the IANA name of a time zone. */
export function isTimeZone(name: string): boolean {
  if (NOT_OF_IANA.has(name.toUpperCase())) return false;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
