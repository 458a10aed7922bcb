import * as z from 'zod';
import { CleanPreview } from '../commands/jobs/clean.ts';
import { AttemptMode, CleanTarget, Output, Params, AttemptWarning } from '../events/fields.ts';
import { CacheMiss, ObservedInput, TaskResources } from '../events/task.ts';
import { LaunchOptions } from '../nextflow/launch.ts';
import { SYNTAX_PARSERS } from '../nextflow/syntax-parser.ts';
import { QcReport } from '../fields/qc.ts';
import { ResultCheck, RunnerExecutor, TaskIsolation } from '../requests.ts';
import { RunnerSchedule } from '../fields/runner-schedule.ts';
import { RunDescription, Tool, UsedImage } from '../events/run-facts.ts';
import { FailureView, StepView } from './job.ts';

export const TaskStatus = z.enum(['submitted', 'running', 'cached', 'completed', 'failed', 'retried', 'aborted']);
export type TaskStatus = z.infer<typeof TaskStatus>;

export const TaskView = z.object({
  attempt: z.int(),
  process: z.string(),
  step: z.string(),
  tag: z.string().nullable(),
  name: z.string(),
  hash: z.string(),
  /** Job id on a remote executor, such as Slurm; null if the task is local or the id is unknown. */
  native_id: z.string().nullable(),
  work_dir: z.string().nullable(),
  status: TaskStatus,
  exit_code: z.int().nullable(),
  submitted_at: z.iso.datetime().nullable(),
  started_at: z.iso.datetime().nullable(),
  completed_at: z.iso.datetime().nullable(),
  duration_ms: z.number().nullable(),
  peak_rss: z.number().nullable(),
  cpu_percent: z.number().nullable(),
  /** Null before the end, and if Nextflow did not trace them. */
  resources: TaskResources.nullable(),
  error_action: z.string().nullable(),
  tries: z.int(),
  /** Why it was not cached, if an earlier attempt had the same task and Nextflow reports a reason. */
  cache_miss: CacheMiss.nullable(),
});
export type TaskView = z.infer<typeof TaskView>;

/**
 * State of a live task, independent of the executor. `blocked`: by a user other than its owner; `ending`: with
 * remaining processes.
 */
export const TaskPhase = z.enum(['waiting', 'held', 'running', 'stopped', 'blocked', 'ending']);
export type TaskPhase = z.infer<typeof TaskPhase>;

/** Tasks of a remote executor, in its own terms. */
export const ExecutorListing = z.object({
  /** Nextflow's name of it, such as `slurm`, and its display name. */
  name: z.string(),
  label: z.string(),
  /** Time of its last answer; null if it has not answered yet. */
  as_of: z.iso.datetime().nullable(),
  /** Why it does not answer now or cannot be queried; null if it answers. */
  unknown: z.string().nullable(),
  /** Number of tasks by state and reason, such as `PENDING` and `Resources`. */
  counts: z.array(
    z.object({ phase: TaskPhase, state: z.string(), reason: z.string().nullable(), count: z.int().positive() }),
  ),
  /** The first 1,000. */
  tasks: z.array(
    z.object({
      native_id: z.string(),
      phase: TaskPhase,
      state: z.string(),
      /** Why it waits, in the executor's terms. */
      reason: z.string().nullable(),
      /** Hosts that the task runs on. */
      node: z.string().nullable(),
      work_dir: z.string().nullable(),
    }),
  ),
});
export type ExecutorListing = z.infer<typeof ExecutorListing>;

/**
 * `GET /api/jobs/{id}/executors`: live tasks of the current attempt on other machines. Empty without a remote executor.
 */
export const ExecutorListings = z.object({ executors: z.array(ExecutorListing) });
export type ExecutorListings = z.infer<typeof ExecutorListings>;

/** Input files of an attempt, with checksums. */
export const InputsView = z.object({
  files: z.array(ObservedInput),
  /** File with the full list, if it is too long for an event. */
  manifest: z.object({ path: z.string(), sha256: z.string(), count: z.int() }).nullable(),
  /** `false` if the list is truncated. */
  complete: z.boolean(),
});
export type InputsView = z.infer<typeof InputsView>;

export const AttemptView = z.object({
  attempt: z.int(),
  mode: AttemptMode,
  status: z.enum(['pending', 'running', 'succeeded', 'failed', 'cancelled']),
  requested_at: z.iso.datetime(),
  requested_by: z.string(),
  reason: z.string().nullable(),
  params: Params,
  /** Launch options; null if none are set. */
  launch: LaunchOptions.nullable(),
  started_at: z.iso.datetime().nullable(),
  completed_at: z.iso.datetime().nullable(),
  duration_ms: z.number().nullable(),
  /** Milliseconds of `duration_ms` spent in pauses; 0 until the attempt ends. */
  paused_ms: z.number(),
  exit_code: z.int().nullable(),
  failure: FailureView.nullable(),
  runner_id: z.string().nullable(),
  /** Revision that ran. */
  pipeline_revision: z.string().nullable(),
  nextflow_version: z.string().nullable(),
  /** Parser of scripts and configs; null if the version has only one, or if the attempt is older than this field. */
  syntax_parser: z.enum(SYNTAX_PARSERS).nullable(),
  run_name: z.string().nullable(),
  session_id: z.string().nullable(),
  argv: z.array(z.string()).nullable(),
  launch_dir: z.string().nullable(),
  work_dir: z.string().nullable(),
  output_dir: z.string().nullable(),
  process_id: z.int().nullable(),
  /** `null` until observed. */
  inputs: InputsView.nullable(),
  /** Effective parameters and reference data; `null` until the run has ended. */
  described: RunDescription.nullable(),
  /** Tools and their versions, as reported by tasks; `null` if no task reports any. */
  tools: z.array(Tool).nullable(),
  /** Executors of its tasks besides the runner's machine, such as `slurm`; may be empty. */
  elsewhere: z.array(z.string()),
  /** Those of them that are not queried, so tasks may remain there after its end; absent if there are none. */
  unasked: z.array(z.string()).optional(),
  /** Container images of the tasks; `null` until the run has ended, or if no task used one. */
  images: z.array(UsedImage).nullable(),
  /** Quality of the results; `null` until measured. */
  qc: QcReport.nullable(),
  /** Parts of the run that are incomplete although Nextflow reported no error; absent if there are none. */
  warnings: z.array(AttemptWarning).optional(),
  outputs: z.array(Output),
  /** File with the full list of outputs, if it is too long for an event. */
  outputs_manifest: z.object({ path: z.string(), sha256: z.string(), count: z.int() }).nullable(),
  steps: z.array(StepView),
  tasks_cached: z.int(),
  tasks_run: z.int(),
});
export type AttemptView = z.infer<typeof AttemptView>;

export const HistoryEntry = z.object({
  seq: z.int(),
  type: z.string(),
  at: z.iso.datetime(),
  actor: z.string(),
  reason: z.string().nullable(),
  attempt: z.int().nullable(),
  correlation_id: z.string(),
  causation_id: z.string(),
  data: z.record(z.string(), z.unknown()),
});
export type HistoryEntry = z.infer<typeof HistoryEntry>;

export const FileView = z.object({
  /** Relative to the output dir. */
  path: z.string(),
  kind: z.string().nullable(),
  /** Labels of the script output that published it; absent if there are none. */
  labels: z.array(z.string()).optional(),
  /** Title of the file as a report, from the pipeline's manifest; absent if it is not a report. */
  report: z.string().optional(),
  bytes: z.int(),
  /** Recorded when the attempt succeeded; null for files without a kind and for unsuccessful attempts. */
  sha256: z.string().nullable(),
  /** Media type of the download. */
  media_type: z.string(),
});
export type FileView = z.infer<typeof FileView>;

const FileTotal = z.object({ files: z.int(), bytes: z.int() });
/** `GET /api/jobs/{id}/usage`: the files that a rerun deletes unless it keeps them. */
export const JobUsage = z.object({
  /** Results of all attempts. */
  results: FileTotal,
  /** Work dirs and launch dir. */
  work_dir: FileTotal,
  /** `false` if counting stopped at the limit. */
  complete: z.boolean(),
});
export type JobUsage = z.infer<typeof JobUsage>;

/** Maximum number of jobs per request. */
export const MAX_CLEAN_PREVIEWS = 50;

/** Body of `POST /api/jobs/bulk/clean/preview`: the body of a clean, and many jobs. */
export const CleanPreviewsBody = z.strictObject({
  job_ids: z.array(z.uuid().toLowerCase()).min(1).max(MAX_CLEAN_PREVIEWS),
  what: CleanTarget.default('work_dir'),
  /** Storage with files that reruns left behind. If set, only those are deleted, and `what` is ignored. */
  storage_id: z.string().max(200).optional(),
});
export type CleanPreviewsBody = z.infer<typeof CleanPreviewsBody>;

/** Results, in the order of the jobs. */
export const CleanPreviews = z.object({
  items: z.array(
    z.object({
      job_id: z.uuid(),
      /** Why a clean of this job would be refused now; null if it would be accepted. */
      refusal: z.string().nullable(),
      /**
       * Contains the 20 largest paths. Null if the clean would be refused, or if the runner with the files does not
       * answer.
       */
      preview: CleanPreview.nullable(),
    }),
  ),
});
export type CleanPreviews = z.infer<typeof CleanPreviews>;

export const RunnerView = z.object({
  runner_id: z.string(),
  storage_id: z.string(),
  /** `false` after its lease has expired. */
  alive: z.boolean(),
  last_seen: z.iso.datetime(),
  slots: z.int(),
  slots_taken: z.int(),
  /** Default version of Nextflow. */
  nextflow_version: z.string(),
  /** All installed versions, the default first. */
  nextflow_versions: z.array(z.string()),
  /** Sentence that says why the runner claims no jobs now, for example because of a full disk. */
  holds_back: z.string().nullable(),
  simulated: z.boolean(),
  /** Isolation of tasks from the files and logins of Reprise; null in older runners. */
  isolation: TaskIsolation.nullable(),
  /** Container engines and clusters that its tasks can use; null if unknown. */
  executors: z.array(RunnerExecutor).nullable(),
  /** Cores and memory of its machine; null in older runners. */
  cpus: z.int().nullable(),
  memory_bytes: z.int().nullable(),
  host: z.string().nullable(),
  /** Version of Reprise. */
  version: z.string().nullable(),
  /** Load average over one minute. */
  load: z.number().nullable(),
  memory_free_bytes: z.int().nullable(),
  disk_bytes: z.int().nullable(),
  disk_free_bytes: z.int().nullable(),
  /** Jobs whose run has ended and for whose results the runner computes checksums, with the progress. */
  checking_results: z.array(ResultCheck),
  /** Null while the runner claims jobs. */
  drain: z
    .object({
      since: z.iso.datetime(),
      by: z.string(),
      reason: z.string().nullable(),
      /** When its last attempt ended; null while it has attempts. */
      drained_at: z.iso.datetime().nullable(),
    })
    .nullable(),
  /** Times at which the runner claims jobs; null if it always does. */
  schedule: RunnerSchedule.nullable(),
  /** Whether the schedule is open now, and until when; null if this never changes. */
  work_time: z.object({ open: z.boolean(), until: z.iso.datetime().nullable() }),
});
export type RunnerView = z.infer<typeof RunnerView>;

/** `GET /api/jobs/summary`: counts for the tiles of the jobs page. */
export const JobsSummary = z.object({
  total: z.int(),
  running: z.int(),
  pending: z.int(),
  paused: z.int(),
  failed: z.int(),
  cancelled: z.int(),
  completed: z.int(),
});
export type JobsSummary = z.infer<typeof JobsSummary>;

export const page = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next_cursor: z.string().nullable() });
export type Page<T> = { items: T[]; next_cursor: string | null };

/** `GET /api/jobs/{id}/files`: the files of an attempt's output dir. */
export const FilePage = page(FileView).extend({
  attempt: z.int(),
  /** Why files cannot be opened now, including the place where they are. */
  away: z.string().nullable(),
  /**
   * Recorded results that can no longer be read, because they were deleted, moved, or overwritten by a later attempt.
   * Empty if this is unknown, for example if the listing is incomplete.
   */
  gone: z.array(FileView),
  /** Whether the listing is incomplete. */
  truncated: z.boolean(),
});
export type FilePage = z.infer<typeof FilePage>;
