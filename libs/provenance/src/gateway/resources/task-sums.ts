import type { Rates } from '@reprise/gateway/shared/rates.ts';
import type { Footprint, Hours } from '../../contract/index.ts';
import { footprintOf } from './footprint.ts';
import {
  gigabytes,
  requestedCpus,
  requestedMemory,
  timeOf,
  usedCpus,
  usedMemory,
  waitOf,
  type MeasuredTask,
  type Value,
} from './task-values.ts';

const HOUR_MS = 3_600_000;

/** Sums over tasks, without the queue, in which attempts wait. */
export interface TaskSums {
  readonly tasks: number;
  readonly tasks_without_requests: number;
  readonly cpu_hours: Hours;
  readonly memory_gb_hours: Hours;
  readonly executor_ms: number | null;
  readonly footprint: Footprint;
}

/** @param tasks those that ran to the end */
export const taskSums = (tasks: readonly MeasuredTask[], rates: Rates): TaskSums => ({
  tasks: tasks.length,
  tasks_without_requests: tasks.filter(({ resources }) => !resources).length,
  cpu_hours: { requested: hours(tasks, requestedCpus), used: hours(tasks, usedCpus) },
  memory_gb_hours: {
    requested: hours(tasks, gigabytes(requestedMemory)),
    used: hours(tasks, gigabytes(usedMemory)),
  },
  executor_ms: sumKnown(tasks.map(waitOf)),
  footprint: footprintOf(tasks, rates),
});

/** Returns the sum of the known values; null if none is known. */
export function sumKnown(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0);
}

/** Returns the sum of value times time, in hours; null if the value is known for no task. */
const hours = (tasks: readonly MeasuredTask[], valueOf: Value): number | null =>
  sumKnown(
    tasks.map((task) => {
      const [value, ms] = [valueOf(task), timeOf(task)];
      return value === null || ms === null ? null : value * (ms / HOUR_MS);
    }),
  );
