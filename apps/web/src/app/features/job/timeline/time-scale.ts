/** The ticks of a time axis. Times are in milliseconds from the start of the attempt. */

const S = 1000;
const M = 60 * S;
const H = 60 * M;
const STEPS = [
  S,
  2 * S,
  5 * S,
  10 * S,
  15 * S,
  30 * S,
  M,
  2 * M,
  3 * M,
  5 * M,
  10 * M,
  15 * M,
  20 * M,
  30 * M,
  H,
  2 * H,
  3 * H,
  6 * H,
  12 * H,
  24 * H,
];
const MOST_TICKS = 6;
/** Percent of the axis above which a label would be cut off. */
const LAST_LABEL = 96;

export type Tick = { left: number; label: string };

export function timeTicks(span: number): Tick[] {
  const step =
    STEPS.find((candidate) => span / candidate < MOST_TICKS) ?? Math.ceil(span / MOST_TICKS / (24 * H)) * 24 * H;
  const ticks: Tick[] = [];
  for (let at = 0; (at / span) * 100 <= LAST_LABEL; at += step)
    ticks.push({ left: (at / span) * 100, label: labelOf(at, step) });
  return ticks;
}

function labelOf(at: number, step: number): string {
  if (step < M) return `${at / S} s`;
  if (step < H) return `${at / M} min`;
  return `${at / H} h`;
}
