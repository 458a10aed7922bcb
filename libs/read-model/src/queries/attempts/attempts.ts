import type { AttemptView, JobStatus, PlannedStep } from '@reprise/contracts';
import { attemptWarnings, stepViews } from '@reprise/job';
import { AttemptEntity, JobEntity, type AttemptRow } from '../../entities/index.ts';
import { rowsOf, UNMANAGED } from '../../entities/row.ts';
import type { ReadModel } from '../../read-model.ts';
import { snapshot } from '../../transaction.ts';
import { withEarlierDigests } from './earlier-images.ts';
import { failureView } from './failure-view.ts';
import { knownPlans, withPlan } from './known-plans.ts';

/** Status of a job by the status of its current attempt. */
const jobStatusOf: Record<AttemptView['status'], JobStatus> = {
  pending: 'pending',
  running: 'running',
  succeeded: 'completed',
  failed: 'failed',
  cancelled: 'failed',
};

/** Returns the attempts of a job, ascending. */
export function listAttempts(readModel: ReadModel, jobId: string): Promise<AttemptView[]> {
  return snapshot(readModel, async (em) => {
    const where = { job_id: jobId };
    const rows = rowsOf(await em.find(AttemptEntity, where, { ...UNMANAGED, orderBy: { attempt: 'asc' } }));
    const unplanned = rows.filter((row) => !row.progress.plan);
    const [job] = unplanned.length > 0 ? rowsOf(await em.find(JobEntity, where, UNMANAGED)) : [];
    if (!job) return withEarlierDigests(rows.map((row) => attemptView(row)));
    const plans = await knownPlans(
      em,
      unplanned.map((attempt) => ({ job, attempt })),
    );
    return withEarlierDigests(rows.map((row) => attemptView(row, plans.of(job, row))));
  });
}

/**
 * Returns an attempt's row as in the API. `plan` contains the steps of its pipeline revision until its own steps are
 * known.
 */
export function attemptView(row: AttemptRow, plan: readonly PlannedStep[] | null = null): AttemptView {
  const { job_id, cancel, progress: own, failure, ...view } = row;
  const status = jobStatusOf[row.status];
  const progress = withPlan(own, status, plan);
  const steps = stepViews(progress, status);
  const warnings = attemptWarnings(progress);
  const { elsewhere = [], asked = [] } = progress;
  const unasked = elsewhere.filter((name) => !asked.includes(name));
  const sum = (count: (tasks: (typeof progress.steps)[number]['tasks']) => number) =>
    progress.steps.reduce((total, step) => total + count(step.tasks), 0);
  return {
    ...view,
    session_id: progress.session_id,
    inputs: progress.inputs ?? null,
    described: progress.described ?? null,
    tools: progress.tools ? [...progress.tools] : null,
    elsewhere: [...elsewhere],
    ...(unasked.length > 0 && { unasked }),
    images: progress.images ? [...progress.images] : null,
    qc: progress.qc ?? null,
    failure: failureView(failure, steps),
    ...(warnings.length > 0 && { warnings }),
    steps,
    tasks_cached: sum((tasks) => tasks.cached),
    tasks_run: sum((tasks) => tasks.total - tasks.cached),
  };
}
