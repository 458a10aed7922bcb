import { availableParallelism, totalmem } from 'node:os';
import type { RunnerSize } from '@reprise/job';

/** Cores and memory that tasks can have on this machine, or in the container that this runs in, for so many slots. */
export function runnerSize(slots: number): RunnerSize {
  const constrained = process.constrainedMemory();
  const memory_bytes = constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
  return { slots, cpus: availableParallelism(), memory_bytes };
}
