import type { TaskView } from '@reprise/contracts';
import type { Rates } from '@reprise/gateway/shared/rates.ts';
import type { JobResources, Spread, StepResources } from '../../contract/index.ts';
import { advise } from './advise.ts';
import { basisOf } from './footprint.ts';
import { taskSums } from './task-sums.ts';
import {
  executions,
  requestedCpus,
  requestedMemory,
  requestedTime,
  timeOf,
  usedCpus,
  usedMemory,
  waitOf,
  type Value,
} from './task-values.ts';

/**
 * Returns the resources that the tasks of all attempts of some jobs requested and used, by step.
 * @param jobs the tasks of each job, in order of appearance
 * @param queueMs time that the attempts waited in a queue; null if unknown
 */
export function summarizeResources(
  jobs: readonly (readonly TaskView[])[],
  rates: Rates,
  queueMs: number | null = null,
): JobResources {
  const ran = jobs.flatMap(executions);
  const steps = new Map<string, TaskView[]>();
  for (const task of ran) {
    const others = steps.get(task.process);
    if (others) others.push(task);
    else steps.set(task.process, [task]);
  }
  const { executor_ms, ...sums } = taskSums(ran, rates);
  return {
    ...sums,
    waiting: { queue_ms: queueMs, executor_ms },
    basis: basisOf(rates),
    steps: [...steps.values()].map((tasks) => stepOf(tasks, rates)),
  };
}

function stepOf(tasks: readonly TaskView[], rates: Rates): StepResources {
  const { process, step } = tasks[0]!;
  const spread = (value: Value) => spreadOf(tasks.map(value));
  const { cpu_hours, memory_gb_hours, footprint } = taskSums(tasks, rates);
  return {
    process,
    step,
    tasks: tasks.length,
    cpus: { requested: spread(requestedCpus), used: spread(usedCpus) },
    memory: { requested: spread(requestedMemory), used: spread(usedMemory) },
    time_ms: { requested: spread(requestedTime), used: spread(timeOf) },
    wait_ms: spread(waitOf),
    cpu_hours,
    memory_gb_hours,
    footprint,
    ...advise(tasks),
  };
}

function spreadOf(values: readonly (number | null)[]): Spread {
  const known = values.filter((value) => value !== null).sort((a, b) => a - b);
  if (known.length === 0) return null;
  const at = (share: number) => quantile(known, share);
  return {
    tasks: known.length,
    min: known[0]!,
    lower_quartile: at(0.25),
    median: at(0.5),
    upper_quartile: at(0.75),
    max: known.at(-1)!,
  };
}

/**
 * Returns a quantile with linear interpolation between the two nearest values, the default of R and NumPy.
 * Source: quantile type 7 in the manual of R.
 * @param sorted ascending, not empty
 * @param share from 0 to 1
 */
function quantile(sorted: readonly number[], share: number): number {
  const at = (sorted.length - 1) * share;
  const [below, above] = [sorted[Math.floor(at)]!, sorted[Math.ceil(at)]!];
  return below + (above - below) * (at - Math.floor(at));
}
