import type { RunnerView } from '@reprise/contracts';

/** Returns the number of free slots of the runners that take jobs; null if there are no such runners. */
export function freeSlots(runners: readonly RunnerView[]): number | null {
  const taking = runners.filter(({ alive, holds_back }) => alive && !holds_back);
  return taking.length === 0 ? null : taking.reduce((sum, { slots, slots_taken }) => sum + slots - slots_taken, 0);
}
