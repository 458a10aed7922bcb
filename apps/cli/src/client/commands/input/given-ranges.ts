import { CliError, EXIT } from '../../cli-error.ts';

/** Start of a range: a time, or a day, which begins at midnight in the local time zone. @throws CliError if invalid */
export const startOf = (text: string, option: string): string => momentOf(text, option, 'T00:00:00');

/** End of a range: a time, or a day, which is included. @throws CliError if invalid */
export const endOf = (text: string, option: string): string => momentOf(text, option, 'T23:59:59.999');

function momentOf(text: string, option: string, ofDay: string): string {
  const time = new Date(/^\d{4}-\d\d-\d\d$/.test(text) ? text + ofDay : text);
  if (Number.isNaN(time.getTime()))
    throw new CliError(
      `${option} ${text} is not a time.`,
      EXIT.usage,
      'Write it like 2026-11-01 or 2026-11-01T09:30:00Z.',
    );
  return time.toISOString();
}

const UNITS_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of a duration such as `90s`, `45m` or `1.5h`. @throws CliError if invalid */
export function durationOf(text: string, option: string): number {
  const [, number, unit] = /^(\d+(?:\.\d+)?)(s|m|h|d)$/.exec(text) ?? [];
  if (!number || !unit)
    throw new CliError(`${option} ${text} is not a duration.`, EXIT.usage, 'Write it like 90s, 45m, 1.5h or 2d.');
  return Math.round(Number(number) * UNITS_MS[unit]!);
}
