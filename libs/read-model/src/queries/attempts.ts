import type { AttemptView, JobStatus } from '@reprise/contracts';
import { stepViews } from '@reprise/job';
import { AttemptEntity, type AttemptRow } from '../entities/index.ts';
import { rowsOf, UNMANAGED } from '../entities/row.ts';
import { fork, type ReadModel } from '../read-model.ts';

/** The status of a job by that of its current attempt. */
const jobStatusOf: Record<AttemptView['status'], JobStatus> = {
  pending: 'pending',
  running: 'running',
  succeeded: 'completed',
  failed: 'failed',
  cancelled: 'failed',
};

/** Returns the attempts of a job, ascending. */
export async function listAttempts(readModel: ReadModel, jobId: string): Promise<AttemptView[]> {
  const found = await fork(readModel).find(
    AttemptEntity,
    { job_id: jobId },
    { ...UNMANAGED, orderBy: { attempt: 'asc' } },
  );
  return rowsOf(found).map(attemptView);
}

/** Returns an attempt's row as the API shows it. */
export function attemptView(row: AttemptRow): AttemptView {
  const { job_id, cancel, progress, ...view } = row;
  const sum = (count: (tasks: (typeof progress.steps)[number]['tasks']) => number) =>
    progress.steps.reduce((total, step) => total + count(step.tasks), 0);
  return {
    ...view,
    session_id: progress.session_id,
    inputs: progress.inputs ?? null,
    steps: stepViews(progress, jobStatusOf[row.status]),
    tasks_cached: sum((tasks) => tasks.cached),
    tasks_run: sum((tasks) => tasks.total - tasks.cached),
  };
}
