import type { JobView, RunPreview } from '@reprise/contracts';

export interface StepChoice {
  readonly process: string;
  readonly step: string;
}

/**
 * The steps to restart from, in pipeline order: those that have tasks, according to the preview or otherwise the job.
 */
export function stepsToChoose(job: Pick<JobView, 'steps'>, preview: RunPreview | null): StepChoice[] {
  const found = preview?.steps.filter((step) => step.tasks_again + step.tasks_cached + step.tasks_maybe > 0) ?? [];
  return found.length > 0 ? found : job.steps.filter(({ tasks }) => tasks.total > 0);
}

/** The preselected step: the failed step or, if there is none, the last one that ran; empty if no step ran. */
export function stepToBegin({ steps }: Pick<JobView, 'steps'>): string {
  const ran = steps.filter(({ tasks }) => tasks.total > 0);
  return (ran.find(({ state }) => state === 'failed') ?? ran.at(-1))?.process ?? '';
}
