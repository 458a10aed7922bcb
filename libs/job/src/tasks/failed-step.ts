import type { FailureView, StepView } from '@reprise/contracts';

/**
 * Label of the failed step, by one rule for the API and all views: the step of the task that failed or could not start;
 * else a step with a failed task; null if the pipeline as a whole failed.
 */
export function failedStep(
  { cause, failing_step }: Pick<FailureView, 'cause' | 'failing_step'>,
  steps: readonly Pick<StepView, 'process' | 'step' | 'state'>[],
): string | null {
  if (failing_step !== null)
    return steps.find(({ process }) => process === failing_step)?.step ?? failing_step.split(':').at(-1) ?? null;
  return cause === 'error' ? (steps.findLast(({ state }) => state === 'failed')?.step ?? null) : null;
}
