import type { RunnerView, WaitingJob } from '@reprise/contracts';
import { neededStorage, type WithFiles } from '@reprise/job';

export type RunnerCandidate = Pick<
  RunnerView,
  'runner_id' | 'storage_id' | 'alive' | 'holds_back' | 'slots' | 'slots_taken'
>;

const FULL = 'All of its slots are taken.';
const NEVER_HEARD = 'None with that storage was heard within a day.';

/**
 * Returns the only runner that can claim a waiting job, and why it does not. Null if it can, if any runner will do, or
 * if all runners are full. A rerun does not wait for storage that was lost.
 * @param slots slots that the job takes
 */
export function waitsFor(job: WithFiles, slots: number, runners: readonly RunnerCandidate[]): WaitingJob['waits_for'] {
  const storage = neededStorage(job);
  if (storage === null) return null;
  const there = runners.filter(({ storage_id }) => storage_id === storage);
  const alive = there.filter((runner) => runner.alive);
  if (alive.some((runner) => whyNot(runner, slots) === null)) return null;
  if (alive.length === 0 && job.mode === 'fresh') return null;
  const [first] = alive.length > 0 ? alive : there;
  if (!first) return { runner_id: null, why: NEVER_HEARD };
  const why = whyNot(first, slots);
  if (why === null || (why === FULL && !runners.some((runner) => whyNot(runner, slots) === null))) return null;
  return { runner_id: first.runner_id, why };
}

function whyNot({ alive, holds_back, slots, slots_taken }: RunnerCandidate, needed: number): string | null {
  if (!alive) return 'It is offline.';
  if (holds_back !== null) return holds_back;
  return slots - slots_taken < Math.min(needed, slots) ? FULL : null;
}
