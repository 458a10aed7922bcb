import type { TaskNode } from './task-graph.ts';

/** Which steps feed a step. */
interface LinkedStep {
  /** Full process name. */
  readonly process: string;
  /** Processes whose files its tasks stage or mention, without itself. */
  readonly inputs: string[];
  /**
   * Whether the inputs of some of its tasks are not all known, because the pipeline created them outside of tasks, or
   * because an `exec:` task stages none.
   */
  readonly may_use_others: boolean;
}

/**
 * Reduces the graph of tasks to a graph of their steps, in the order in which the tasks are given. Omits tasks without a
 * known process. Pure.
 */
export function linkSteps(tasks: readonly TaskNode[]): LinkedStep[] {
  const processOf = new Map(tasks.map(({ path, process }) => [path, process]));
  const steps = new Map<string, { inputs: Set<string>; may_use_others: boolean }>();
  for (const { process, inputs, unclear_since } of tasks) {
    if (process === null) continue;
    const step = steps.get(process) ?? { inputs: new Set(), may_use_others: false };
    steps.set(process, step);
    if (unclear_since !== null) step.may_use_others = true;
    for (const path of inputs) {
      const input = processOf.get(path) ?? null;
      if (input !== null && input !== process) step.inputs.add(input);
    }
  }
  return [...steps].map(([process, { inputs, may_use_others }]) => ({
    process,
    inputs: [...inputs],
    may_use_others,
  }));
}
