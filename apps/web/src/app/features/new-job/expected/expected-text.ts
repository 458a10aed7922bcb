import type { ExpectedRun } from '@reprise/contracts';
import { bytes, plural } from '../../../shared/format.ts';

const SECOND = 1000;
const UNITS = [
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', SECOND],
] as const;

/** Returns what a new job is expected to take, with its basis, as a sentence; empty if nothing is known. */
export function expectedText({
  pipeline,
  duration_ms: duration,
  disk_bytes: disk,
  free_slots: free,
}: ExpectedRun): string {
  const usually = [
    ...(duration ? [`${timeRange(duration.lower, duration.upper)} (last ${String(duration.jobs)} completed)`] : []),
    ...(disk ? [`${bytesRange(disk.lower, disk.upper)} of disk (${String(disk.jobs)} measured)`] : []),
  ];
  if (usually.length === 0) return '';
  const slots =
    free === null ? 'no runner takes jobs now' : `${plural(free, 'slot')} ${free === 1 ? 'is' : 'are'} free`;
  return `Jobs of ${pipeline} usually take ${usually.join(' and ')}; ${slots}.`;
}

/** "20–35 min", "about 20 min"; in the largest unit of which the upper bound has at least two. */
function timeRange(lower: number, upper: number): string {
  const [unit, size] = UNITS.find(([, each]) => upper >= 2 * each) ?? UNITS.at(-1)!;
  const [from, to] = [lower, upper].map((ms) => rounded(Math.max(ms / size, unit === 's' ? 1 : 0)));
  return from === to ? `about ${to!} ${unit}` : `${from!}–${to!} ${unit}`;
}

/** With one decimal below ten. */
const rounded = (n: number): string => String(n < 10 ? Math.round(n * 10) / 10 : Math.round(n));

function bytesRange(lower: number, upper: number): string {
  const [from, to] = [bytes(Math.round(lower)), bytes(Math.round(upper))];
  return from === to ? `about ${to}` : `${from}–${to}`;
}
