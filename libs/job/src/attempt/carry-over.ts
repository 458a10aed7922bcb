import { membershipOf } from '@reprise/contracts';
import { pausedMs, type Job, type OpenJob } from '../state.ts';

/** Fields of a job's state that persist across attempts. */
export function asked(job: Job) {
  const { job_id, sample_name, pipeline, pipeline_revision, launch, sheet, queue, priority } = job;
  const { submitted_by, resources, on_cancel, resume_after, labels } = job;
  const policies = { ...(on_cancel && { on_cancel }), ...(resume_after && { resume_after }) };
  const declared = { ...(resources && { resources }), ...policies };
  const groups = { ...(labels && { labels }), ...membershipOf(job) };
  const optional = { ...(launch && { launch }), ...(sheet && { sheet }), ...groups, ...declared };
  return { job_id, submitted_by, sample_name, pipeline, pipeline_revision, ...optional, queue, priority };
}

/** Fields that describe the files of earlier attempts. */
export function earlierFiles({ results_on, results_of, left }: Job) {
  return { results_on, ...(results_of && { results_of }), ...(left && { left }) };
}

/** Fields that persist across an attempt's status changes. */
export function common(state: Job) {
  const { params, waiting_since, attempt, mode, requested_by, asked_by, correlation_id, traceparent } = state;
  const { keep_work_dir, keep_results, deletes_nothing, from_step, goes_on_from_success, automatic_resume } = state;
  const { last_run, cleaned, pinned } = state;
  return {
    ...asked(state),
    params,
    waiting_since,
    attempt,
    mode,
    requested_by,
    ...(asked_by !== undefined && { asked_by }),
    correlation_id,
    traceparent,
    keep_work_dir,
    ...(keep_results && { keep_results }),
    ...(deletes_nothing && { deletes_nothing }),
    ...(from_step !== undefined && { from_step }),
    ...(goes_on_from_success && { goes_on_from_success }),
    ...(automatic_resume && { automatic_resume }),
    last_run,
    ...earlierFiles(state),
    cleaned,
    ...(pinned && { pinned }),
  };
}

type Ending = { readonly time: string; readonly data: { readonly duration_ms: number | null } };

/** Fields of an attempt that has ended. A pause lasts until the run ends; the end is recorded later. */
export function ended(job: OpenJob, ending: Ending) {
  const paused_ms = pausedMs(job, endOfRun(job, ending));
  return { ...common(job), ...(paused_ms > 0 && { paused_ms }) };
}

function endOfRun({ last_run }: OpenJob, { time, data: { duration_ms } }: Ending): string {
  if (last_run === null || duration_ms === null) return time;
  const end = Date.parse(last_run.started_at) + duration_ms;
  return end < Date.parse(time) ? new Date(end).toISOString() : time;
}
