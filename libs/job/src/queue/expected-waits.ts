interface Running {
  /** Milliseconds until it is expected to end; null if unknown. */
  readonly remaining_ms: number | null;
  /** Slots of living runners that it takes. */
  readonly slots: number;
  /** Whether it is of another queue, whose limit it counts for. */
  readonly isElsewhere?: boolean;
}

interface Waiting {
  /** Milliseconds that it is expected to run; null if unknown. */
  readonly duration_ms: number | null;
  readonly slots: number;
}

interface Room {
  /** Slots of all living runners together. */
  readonly slots: number;
  /** Most attempts at once; null: no limit. */
  readonly limit: number | null;
}

/**
 * Milliseconds that each job of a line is expected to wait, in the order of the line; null from the first one on that waits
 * for an end of which nothing is known. Plays the line through: each end gives its slots to the next that they hold.
 */
export function expectedWaits(
  line: readonly Waiting[],
  running: readonly Running[],
  { slots, limit }: Room,
): (number | null)[] {
  const ends = running.map(({ remaining_ms, slots: taken, isElsewhere }) => ({
    at: remaining_ms ?? Infinity,
    taken,
    place: isElsewhere ? 0 : 1,
  }));
  let free = slots - running.reduce((sum, { slots: taken }) => sum + taken, 0);
  let places = (limit ?? Infinity) - ends.reduce((sum, { place }) => sum + place, 0);
  let now = 0;
  return line.map((job) => {
    const needed = Math.max(1, Math.min(job.slots, slots));
    while (free < needed || places < 1) {
      const next = ends.reduce((first, end, i) => (end.at < (ends[first]?.at ?? Infinity) ? i : first), -1);
      if (next < 0) {
        free = -Infinity;
        return null;
      }
      const [{ at, taken, place }] = ends.splice(next, 1) as [(typeof ends)[0]];
      now = Math.max(now, at);
      free += taken;
      places += place;
    }
    free -= needed;
    places -= 1;
    ends.push({ at: job.duration_ms === null ? Infinity : now + job.duration_ms, taken: needed, place: 1 });
    return now;
  });
}
