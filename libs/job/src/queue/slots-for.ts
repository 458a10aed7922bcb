import type { Resources } from '@reprise/contracts';

/** Size of a runner. */
export interface RunnerSize {
  readonly slots: number;
  readonly cpus: number;
  readonly memory_bytes: number;
}

/**
 * Slots that a job takes on a runner whose slots share its cores and memory equally: enough for the resources that the
 * job declares, one if it declares none, all if it declares more than the runner has.
 */
export function slotsFor(resources: Resources | undefined, { slots, cpus, memory_bytes }: RunnerSize): number {
  const ofCpus = ((resources?.cpus ?? 0) * slots) / cpus;
  const ofMemory = ((resources?.memory_bytes ?? 0) * slots) / memory_bytes;
  return Math.min(slots, Math.max(1, Math.ceil(ofCpus), Math.ceil(ofMemory)));
}

/** Share of the declared memory that is sufficient, because a machine with 256 GB offers programs a little less. */
const ENOUGH_MEMORY = 0.9;

/** Whether an otherwise idle runner has the cores and memory that a job declares. */
export const isLargeEnough = (
  resources: Resources | undefined,
  { cpus, memory_bytes }: Omit<RunnerSize, 'slots'>,
): boolean => (resources?.cpus ?? 0) <= cpus && (resources?.memory_bytes ?? 0) * ENOUGH_MEMORY <= memory_bytes;
