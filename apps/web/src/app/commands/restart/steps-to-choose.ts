import type { JobView, RunPreview } from '@reprise/contracts';

export interface StepChoice {
  readonly process: string;
  readonly step: string;
}

/** The steps to restart from, in the order of the pipeline: those with tasks, as the preview or else the job has them. */
export function stepsToChoose(job: Pick<JobView, 'steps'>, preview: RunPreview | null): StepChoice[] {
  const found = preview?.steps.filter((step) => step.tasks_again + step.tasks_cached + step.tasks_maybe > 0) ?? [];
  return found.length > 0 ? found : job.steps.filter(({ tasks }) => tasks.total > 0);
}

/** The step that is chosen first: the one that failed, or else the last one that ran; empty where none did. */
export function stepToBegin({ steps }: Pick<JobView, 'steps'>): string {
  const ran = steps.filter(({ tasks }) => tasks.total > 0);
  return (ran.find(({ state }) => state === 'failed') ?? ran.at(-1))?.process ?? '';
}
