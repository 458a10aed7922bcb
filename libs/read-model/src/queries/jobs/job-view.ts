import { JobView, membershipOf, qcSummary, type PlannedStep } from '@reprise/contracts';
import {
  allowedActions,
  attemptWarnings,
  automaticResume,
  cleanable,
  currentStep,
  isOpen,
  noProgress,
  progressOf,
  stepViews,
  refusalToResume,
  unprovenNow,
  type EndedJob,
  type Job,
  type OpenJob,
} from '@reprise/job';
import { failureView } from '../attempts/failure-view.ts';
import { withPlan } from '../attempts/known-plans.ts';
import type { ReadModel } from '../../read-model.ts';
import { adviceOfNow } from './advice-of-now.ts';
import type { JobRow } from '../../entities/index.ts';
import type { ShownAttempt } from './job-rows.ts';

export type WorkDir = 'present' | 'absent' | 'unknown';

/**
 * A job as in the API: its row, the row of its current attempt, and facts that are only known when reading. `plan`
 * contains the steps of its pipeline revision until its own steps are known.
 */
export function jobView(
  job: JobRow,
  attempt: ShownAttempt | undefined,
  queuePosition: number | null,
  workDir: WorkDir,
  plan: readonly PlannedStep[] | null = null,
): JobView {
  const { state } = job;
  const progress = withPlan(attempt?.progress ?? noProgress, job.status, plan);
  const steps = stepViews(progress, job.status);
  const failure = failureView(attempt?.failure ?? null, steps);
  const pathOf = (kind: string) => job.outputs.find((output) => output.kind === kind)?.path ?? null;
  const canBeResumed = resumable(state, workDir);
  const canResume = canBeResumed.possible;
  const underWay = job.status === 'running' || job.status === 'paused';
  const warnings = attemptWarnings(progress);
  const automatic = automaticResume(state, workDir);
  return {
    ...sameIn(job),
    ...askedOf(state),
    pipeline_revision: attempt?.pipeline_revision ?? state.pipeline_revision,
    current_step: currentStep(steps, failure),
    progress: progressOf(steps, progress, job.status),
    steps,
    attempt_mode: state.mode,
    queue_position: queuePosition,
    started_at: attempt?.started_at ?? null,
    error_message: job.error_message && adviceOfNow(job.error_message, canResume),
    failure: failure && { ...failure, message: adviceOfNow(failure.message, canResume) },
    cancel: attempt?.cancel ?? null,
    paused: state.status === 'paused' ? state.pause : null,
    paused_ms: state.paused_ms ?? 0,
    ...(progress.elsewhere && { elsewhere: [...progress.elsewhere] }),
    ...(progress.asked && { asked: [...progress.asked] }),
    ...(!underWay && progress.ended && { ended_elsewhere: [...progress.ended] }),
    ...(isOpen(state) && unproven(state)),
    ...(!isOpen(state) && abandoned(state)),
    ...(!isOpen(state) && warnings.length > 0 && { warnings }),
    ...(underWay && progress.stalled && { stalled: progress.stalled }),
    ...(underWay && progress.hanging && { hanging: progress.hanging }),
    runner_id: isOpen(state) ? state.claimed_by : (attempt?.runner_id ?? null),
    process_id: underWay ? (attempt?.process_id ?? null) : null,
    bam_path: pathOf('bam'),
    raw_vcf_path: pathOf('raw_vcf'),
    annotated_vcf_path: pathOf('annotated_vcf'),
    filtered_tsv_path: pathOf('filtered_tsv'),
    output_dir: state.last_run?.output_dir ?? null,
    work_dir: state.last_run?.work_dir ?? null,
    cleaned: { work_dir: state.cleaned, results: isOpen(state) ? null : (state.results_cleaned ?? null) },
    cleanable: cleanable(state),
    pinned: state.pinned ?? null,
    qc: progress.qc ? qcSummary(progress.qc) : null,
    ...(automatic && { automatic_resume: automatic }),
    resumable: canBeResumed,
    allowed_actions: allowedActions(state, workDir),
  };
}

function unproven(state: OpenJob): Pick<JobView, 'unproven'> {
  const found = unprovenNow(state);
  return found ? { unproven: { since: found.since, executors: [...found.executors] } } : {};
}

function abandoned({ abandoned: found }: EndedJob): Pick<JobView, 'abandoned'> {
  return found ? { abandoned: { at: found.at, by: found.by, executors: [...found.executors] } } : {};
}

const fields = Object.keys(JobView.shape);

/** Fields that the row has under the same name. New fields need no line here. */
function sameIn(job: JobRow): Pick<JobRow, keyof JobRow & keyof JobView> {
  const same = fields.filter((name) => name in job).map((name) => [name, job[name as keyof JobRow]]);
  return Object.fromEntries(same) as Pick<JobRow, keyof JobRow & keyof JobView>;
}

function askedOf(state: Job) {
  return {
    params: state.params,
    launch: state.launch ?? null,
    ...(state.sheet && { sheet: { param: state.sheet.param, name: state.sheet.name } }),
    ...(state.on_cancel && { on_cancel: state.on_cancel }),
    ...(state.resume_after && { resume_after: state.resume_after }),
    ...membershipOf(state),
  };
}

/** Server settings that are not part of a job's events. */
export type ViewRules = Pick<ReadModel, 'workDirMs' | 'resumesAreApproved'>;

/**
 * Returns a view with the server's settings applied: until when the job can be resumed, and whether it is resumed
 * automatically.
 */
export const withRules = (view: JobView, { workDirMs, resumesAreApproved }: ViewRules): JobView =>
  withUntil(resumesAreApproved ? withApproval(view) : view, workDirMs);

/** If resumes require approval, there are no automatic ones. */
function withApproval(view: JobView): JobView {
  if (view.automatic_resume?.state !== 'due') return view;
  return { ...view, automatic_resume: { ...view.automatic_resume, state: 'to_approve' } };
}

/** Adds until when a job can be resumed if a retention rule deletes its work dir `workDirMs` after its end. */
function withUntil(view: JobView, workDirMs: number | null): JobView {
  if (workDirMs === null || !view.resumable.possible || view.pinned || !view.completed_at) return view;
  const until = new Date(Date.parse(view.completed_at) + workDirMs).toISOString();
  return { ...view, resumable: { ...view.resumable, until } };
}

function resumable(state: Job, workDir: WorkDir): JobView['resumable'] {
  if (state.status !== 'failed') return { possible: false, why: null, until: null };
  const why = refusalToResume(state, workDir)?.detail ?? null;
  return { possible: why === null, why, until: null };
}
