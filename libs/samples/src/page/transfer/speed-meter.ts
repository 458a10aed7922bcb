/** Time span over which the speed is averaged, in milliseconds. */
const WINDOW_MS = 8_000;
/** Minimum time span for which a speed is meaningful. */
const LEAST_MS = 1_000;

/** Speed of a transfer over its last seconds. */
export class SpeedMeter {
  private marks: { readonly at: number; readonly bytes: number }[] = [];

  /** @param bytes number of bytes sent since the beginning @param at milliseconds of a monotonic clock */
  add(bytes: number, at: number): void {
    this.marks.push({ at, bytes });
    while (this.marks.length > 2 && at - (this.marks[1]?.at ?? at) >= WINDOW_MS) this.marks.shift();
  }

  /** Bytes per second; `null` while unknown. */
  speed(): number | null {
    const [first, last] = [this.marks[0], this.marks.at(-1)];
    if (!first || !last || last.at - first.at < LEAST_MS) return null;
    return Math.max(0, ((last.bytes - first.bytes) / (last.at - first.at)) * 1000);
  }

  reset(): void {
    this.marks = [];
  }
}
