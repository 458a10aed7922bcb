import { setTimeout as sleep } from 'node:timers/promises';
import { waitForAbort } from '@reprise/nextflow';
import type { AttemptSpec, Executor } from './executor.ts';
import type { ExecutorsOf } from './executors-of.ts';

/** Maximum time for which a cancel waits for the number of tasks. Slower executors are queried later. */
const COUNTED_WITHIN_MS = 1_000;

/**
 * Lists the tasks of an attempt that is about to be ended, and lets its executors end them as soon as Nextflow aborts.
 * Nextflow itself ends them one after the other. With 1,000 jobs, this takes longer than its grace period.
 * @param nextflowEnds aborts when Nextflow has ended; all executors are then queried again
 * @returns native ids of the live tasks by executor name: first of the executors that answer at once, and later of the
 * others
 */
export async function endEarly(
  attempt: AttemptSpec,
  used: ExecutorsOf,
  nextflowEnds: AbortSignal,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const alive = new Map<string, readonly string[]>();
  const count = async (executor: Executor) => {
    const listing = await executor.list(attempt);
    if ('unknown' in listing || listing.alive.length === 0) return;
    alive.set(
      executor.name,
      listing.alive.map(({ native_id }) => native_id),
    );
    if (executor.askToEnd) void endOnceAborted(() => executor.askToEnd!(listing.alive));
  };
  const endOnceAborted = async (askToEnd: () => Promise<void>) => {
    // Before that, Nextflow would treat an ended task as failed, and retry it.
    if (await waitForAbort(attempt.attemptDir, nextflowEnds)) await askToEnd().catch(() => undefined); // queried again later
  };
  const counted = used(attempt).then((executors) => Promise.all(executors.filter(({ isAsked }) => isAsked).map(count)));
  const late = new AbortController();
  await Promise.race([counted, sleep(COUNTED_WITHIN_MS, undefined, { signal: late.signal }).catch(() => undefined)]);
  late.abort();
  return alive;
}
