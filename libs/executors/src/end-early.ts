import { setTimeout as sleep } from 'node:timers/promises';
import { waitForAbort } from '@reprise/nextflow';
import type { AttemptSpec, Executor } from './executor.ts';
import type { ExecutorsOf } from './executors-of.ts';

/** A cancel waits so long at most for the number of tasks: one that does not answer then is asked later. */
const COUNTED_WITHIN_MS = 1_000;

/**
 * Lists the tasks of an attempt that is about to be ended, and has its executors end them as soon as its Nextflow aborts,
 * which itself ends them one after the other: 1,000 jobs take it longer than its grace.
 * @param nextflowEnds aborts when Nextflow has ended; then all are asked again
 * @returns native ids of the live tasks by the executor's name: of those that answer at once, later also of others
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
    // Before, Nextflow would take a task that ends for one that failed, and try it again.
    if (await waitForAbort(attempt.attemptDir, nextflowEnds)) await askToEnd().catch(() => undefined); // it is asked again
  };
  const counted = used(attempt).then((executors) => Promise.all(executors.filter(({ isAsked }) => isAsked).map(count)));
  const late = new AbortController();
  await Promise.race([counted, sleep(COUNTED_WITHIN_MS, undefined, { signal: late.signal }).catch(() => undefined)]);
  late.abort();
  return alive;
}
