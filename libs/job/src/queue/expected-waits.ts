interface Running {
  /** Milliseconds until its expected end; null if unknown. */
  readonly remaining_ms: number | null;
  /** Slots that it takes on active runners. */
  readonly slots: number;
  /** Whether it belongs to another queue and therefore does not count toward this limit. */
  readonly isElsewhere?: boolean;
}

interface Waiting {
  /** Expected run time in milliseconds; null if unknown. */
  readonly duration_ms: number | null;
  readonly slots: number;
}

interface Room {
  /** Total slots of all active runners. */
  readonly slots: number;
  /** Maximum of concurrent attempts; null: no limit. */
  readonly limit: number | null;
}

/**
 * Expected wait of each waiting job in milliseconds, in queue order; null from the first job that waits for a job whose
 * end is unknown. Simulates the queue: when a job ends, its slots go to the next jobs that fit.
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
