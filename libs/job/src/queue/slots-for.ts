import type { Resources } from '@reprise/contracts';

/** Size of a runner. */
export interface RunnerSize {
  readonly slots: number;
  readonly cpus: number;
  readonly memory_bytes: number;
}

/**
 * Slots that a job takes on a runner whose slots share its cores and memory equally: as many as hold what the job declares,
 * one where it declares nothing, and all of them where it declares more than there is.
 */
export function slotsFor(resources: Resources | undefined, { slots, cpus, memory_bytes }: RunnerSize): number {
  const ofCpus = ((resources?.cpus ?? 0) * slots) / cpus;
  const ofMemory = ((resources?.memory_bytes ?? 0) * slots) / memory_bytes;
  return Math.min(slots, Math.max(1, Math.ceil(ofCpus), Math.ceil(ofMemory)));
}

/** Share of the declared memory that is enough: a machine of 256 GB has a little less for its programs. */
const ENOUGH_MEMORY = 0.9;

/** Whether a runner, when it runs nothing else, has the cores and the memory that a job declares. */
export const isLargeEnough = (
  resources: Resources | undefined,
  { cpus, memory_bytes }: Omit<RunnerSize, 'slots'>,
): boolean => (resources?.cpus ?? 0) <= cpus && (resources?.memory_bytes ?? 0) * ENOUGH_MEMORY <= memory_bytes;
