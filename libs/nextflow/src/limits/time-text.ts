/** Milliseconds of the units of Nextflow's durations. Source: `nextflow.util.Duration`. */
const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  milli: 1,
  millis: 1,
  s: 1_000,
  sec: 1_000,
  second: 1_000,
  seconds: 1_000,
  m: 60_000,
  min: 60_000,
  minute: 60_000,
  minutes: 60_000,
  h: 3_600_000,
  hour: 3_600_000,
  hours: 3_600_000,
  d: 86_400_000,
  day: 86_400_000,
  days: 86_400_000,
};

/** Returns the milliseconds of a duration such as `20s`, `1d 6h` or `4.h`; null if the text is not a duration. */
export function durationOf(text: string): number | null {
  if (!/^(?:\s*\d+(?:\.\d+)?\s*\.?\s*[a-z]+)+\s*$/i.test(text)) return null;
  let sum = 0;
  for (const [, amount, unit] of text.matchAll(/(\d+(?:\.\d+)?)\s*\.?\s*([a-z]+)/gi)) {
    const ms = UNITS[unit!.toLowerCase()];
    if (ms === undefined) return null;
    sum += Number(amount) * ms;
  }
  return sum;
}

/**
 * Returns the milliseconds of a scheduler's wall time: `[days-]hours:minutes:seconds`, or minutes; null for other text.
 */
export function wallTimeOf(text: string): number | null {
  const [, days = '0', clock] = /^(?:(\d+)-)?(\d+(?::\d+)*)$/.exec(text.trim()) ?? [];
  if (clock === undefined) return null;
  const parts = clock.split(':').map(Number);
  const seconds = parts.length === 1 ? parts[0]! * 60 : parts.reduce((sum, part) => sum * 60 + part, 0);
  return (Number(days) * 86_400 + seconds) * 1_000;
}

/** Formats milliseconds like Nextflow's durations: `1h 30m`. */
export function durationText(ms: number): string {
  const units = [
    ['d', 86_400_000],
    ['h', 3_600_000],
    ['m', 60_000],
    ['s', 1_000],
    ['ms', 1],
  ] as const;
  let rest = ms;
  const parts = units.flatMap(([unit, size]) => {
    const amount = Math.floor(rest / size);
    rest -= amount * size;
    return amount === 0 ? [] : [`${amount}${unit}`];
  });
  return parts.join(' ') || '0s';
}
