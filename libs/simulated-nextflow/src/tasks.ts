import { draw } from './draw.ts';
import type { PlannedFailure, SimulationPlan, Step } from './simulation-plan.ts';

/** A task of a plan. Its tries are executions. */
export interface SimulatedTask {
  readonly step: Step;
  /** Name as Nextflow prints it, `ALIGN (DEMO1)`; unique in a plan. */
  readonly name: string;
  readonly tag: string | null;
  /** Name in file names. */
  readonly label: string;
  readonly seconds: number;
  /**
   * The tasks of each step that it depends on. All of them must have ended, and at least one must have produced output.
   */
  readonly inputs: readonly (readonly SimulatedTask[])[];
}

/**
 * The tasks of a plan in dependency order. A task takes the output of the task with the same label, or else of all
 * tasks.
 */
export function plannedTasks(plan: SimulationPlan): SimulatedTask[] {
  const tasks: SimulatedTask[] = [];
  for (const step of plan.steps) {
    const feeding = step.after.map((name) => tasks.filter((task) => task.step.name === name));
    for (const label of step.labels) {
      const name = label === null ? step.name : `${step.name} (${label})`;
      const inputs = feeding.map((of) => {
        const same = of.filter((task) => suffix(task) === suffix({ name, step }));
        return same.length > 0 ? same : of;
      });
      tasks.push({
        step,
        name,
        tag: typeof label === 'string' ? label : null,
        label: String(label ?? step.name).replace(/[^\w.-]/g, '_'),
        seconds: step.seconds[0] + (step.seconds[1] - step.seconds[0]) * draw(plan.seed, 'seconds', name),
        inputs,
      });
    }
  }
  return tasks;
}

const suffix = ({ name, step }: Pick<SimulatedTask, 'name' | 'step'>) => name.slice(step.name.length);

/** How a try of a task fails, or null if it succeeds. */
export function plannedFailure(
  plan: SimulationPlan,
  task: SimulatedTask,
  tries: number,
  exists: (file: string) => boolean,
): PlannedFailure | null {
  const found = plan.failures.find(
    ({ step, tag, rate, missing }, index) =>
      (step === null || step === task.step.name) &&
      (tag === null || tag === task.tag) &&
      draw(plan.seed, 'failure', index, task.name) < rate &&
      !(missing !== null && exists(missing)),
  );
  return found && tries <= found.tries ? found : null;
}
