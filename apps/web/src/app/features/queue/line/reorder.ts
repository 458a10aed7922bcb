/** A waiting job with its priority. */
export interface Placed {
  readonly job_id: string;
  readonly priority: number;
}

/**
 * Returns the priority changes that move a job within the queue. If there is no whole number between the priorities of
 * its new neighbours, the jobs ahead of it are raised or the jobs behind it are lowered, whichever are fewer. Their
 * relative order is preserved.
 * @param line jobs from the start of the queue
 * @param to new position, starting at 0
 * @param isWhole false if there are further jobs behind those in `line`, which must stay behind them
 */
export function reorder(line: readonly Placed[], jobId: string, to: number, isWhole = true): Placed[] {
  const moved = line.find(({ job_id }) => job_id === jobId);
  if (!moved || line[to]?.job_id === jobId) return [];
  const rest = line.filter((job) => job !== moved);
  const [ahead, behind] = [rest.slice(0, to), rest.slice(to)];
  const [raising, lowering] = [raised(moved, ahead, behind), lowered(moved, ahead, behind)];
  const passesOthers = !isWhole && lowering.some(({ job_id }) => job_id === rest.at(-1)!.job_id);
  return raising.length <= lowering.length || passesOthers ? raising : lowering;
}

/** Gives the job a priority just above the jobs behind it, and raises those ahead as far as necessary. */
function raised(moved: Placed, ahead: readonly Placed[], behind: readonly Placed[]): Placed[] {
  const floor = behind[0] ? behind[0].priority + 1 : ahead.at(-1)!.priority - 1;
  const own = Math.max(floor, Math.min(moved.priority, (ahead.at(-1)?.priority ?? Infinity) - 1));
  return [{ ...moved, priority: own }, ...shifted(ahead.toReversed(), own, 1)].filter(isChange(moved));
}

/** Gives the job a priority just below the jobs ahead of it, and lowers those behind. */
function lowered(moved: Placed, ahead: readonly Placed[], behind: readonly Placed[]): Placed[] {
  const ceiling = ahead.length > 0 ? ahead.at(-1)!.priority - 1 : behind[0]!.priority + 1;
  const own = Math.min(ceiling, Math.max(moved.priority, (behind[0]?.priority ?? -Infinity) + 1));
  return [{ ...moved, priority: own }, ...shifted(behind, own, -1)].filter(isChange(moved));
}

/** Moves groups of equal priority past a bound, the nearest group first, until one is already past it. */
function shifted(nearest: readonly Placed[], bound: number, by: 1 | -1): Placed[] {
  const changes: Placed[] = [];
  let [limit, group, target] = [bound, NaN, NaN];
  for (const job of nearest) {
    if (job.priority !== group) {
      if (!Number.isNaN(target)) limit = target;
      group = job.priority;
      target = by * (group - limit) > 0 ? group : limit + by;
    }
    if (target === job.priority) break;
    changes.push({ ...job, priority: target });
  }
  return changes;
}

const isChange =
  (moved: Placed) =>
  ({ job_id, priority }: Placed): boolean =>
    job_id !== moved.job_id || priority !== moved.priority;
