import { availableParallelism, totalmem } from 'node:os';
import type { RunnerSize } from '@reprise/job';

/** Cores and memory that are available to tasks on this machine, or in this container, with this number of slots. */
export function runnerSize(slots: number): RunnerSize {
  const constrained = process.constrainedMemory();
  const memory_bytes = constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
  return { slots, cpus: availableParallelism(), memory_bytes };
}
