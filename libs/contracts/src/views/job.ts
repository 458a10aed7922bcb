import * as z from 'zod';
import { actionNames } from '../commands/command-names.ts';
import {
  AttemptMode,
  CleanTarget,
  DeletesOnCancel,
  Excerpt,
  ExecutorEnding,
  Hang,
  Params,
  PauseMode,
  ResumeAfter,
  ResumeCause,
  AttemptWarning,
  UnprovenExecutor,
} from '../events/fields.ts';
import { LaunchOptions } from '../nextflow/launch.ts';
import { membershipFields } from '../fields/membership.ts';
import { Labels } from '../fields/labels.ts';
import { QcSummary } from '../fields/qc.ts';
import { JobStatus } from '../fields/job-status.ts';

/** Responses about jobs. JSON in snake_case; times are UTC, ISO 8601; durations in milliseconds. */

export const PendingAction = z.enum(['cancelling', 'pausing', 'unpausing', 'cleaning']);
export type PendingAction = z.infer<typeof PendingAction>;

export const Action = z.enum(actionNames);
export type Action = z.infer<typeof Action>;

export const FailureView = z.object({
  /** `cancelled`: by a user. `abandoned`: by an administrator. */
  cause: z.enum(['cancelled', 'error', 'killed', 'runner_lost', 'start_failed', 'abandoned']),
  exit_code: z.int().nullable(),
  signal: z.string().nullable(),
  failing_step: z.string().nullable(),
  failing_task: z.string().nullable(),
  /** Label of the step that failed or could not start; null if the pipeline as a whole failed. */
  step: z.string().nullable(),
  /** Lines around the line that names the cause. */
  stderr_tail: z.array(z.string()),
  /** Position of these lines in the task's output; null if unknown. */
  excerpt: Excerpt.nullable(),
  message: z.string(),
  /** Short cause without the step and its exit code; null for failures recorded by earlier releases. */
  summary: z.string().nullable(),
});
export type FailureView = z.infer<typeof FailureView>;

/** `skipped`: the attempt succeeded without a task of this step. `stopped`: the tasks of the step were aborted. */
export const StepState = z.enum(['waiting', 'running', 'done', 'cached', 'failed', 'stopped', 'skipped']);
export type StepState = z.infer<typeof StepState>;

export const StepView = z.object({
  process: z.string(),
  /** Label for people. */
  step: z.string(),
  state: StepState,
  tasks: z.object({
    total: z.int(),
    /** Submitted but not started: in the queue of Nextflow or its executor. */
    waiting: z.int(),
    running: z.int(),
    completed: z.int(),
    cached: z.int(),
    failed: z.int(),
    /** Failed, but ignored because of the error strategy. */
    ignored: z.int(),
    retried: z.int(),
    aborted: z.int(),
  }),
  started_at: z.iso.datetime().nullable(),
  completed_at: z.iso.datetime().nullable(),
});
export type StepView = z.infer<typeof StepView>;

/** State of the attempt, set by a user, that prevents the automatic resume. */
export const ResumeHold = z.enum(['pausing', 'paused', 'cancelling']);
export type ResumeHold = z.infer<typeof ResumeHold>;

/**
 * `due`: the job will be resumed automatically. `under_way`: this attempt is an automatic resume. `used_up`: the
 * maximum number of resumes has failed. `held`: a user had paused or cancelled the attempt when it failed.
 * `to_approve`: resumes require approval, so there are no automatic ones.
 */
const AutomaticResume = z.object({
  state: z.enum(['due', 'under_way', 'used_up', 'held', 'to_approve']),
  /** Set only if `held`. */
  held: ResumeHold.optional(),
  cause: ResumeCause,
  /** Number of the current or last automatic resume, counted from the last user command. */
  number: z.int(),
  times: z.int(),
});
export type AutomaticResume = z.infer<typeof AutomaticResume>;

const CleanedView = z.object({ at: z.iso.datetime(), by: z.string() });

export const JobView = z.object({
  job_id: z.uuid(),
  sample_name: z.string(),
  status: JobStatus,
  pending_action: PendingAction.nullable(),
  /** Label of the current step: the running step, or the last one that ran; for a failed job, the failed step. */
  current_step: z.string().nullable(),
  /**
   * `steps_done` excludes skipped steps, and steps whose tasks all failed and were ignored. `steps_total` is null until
   * a plan is known.
   */
  progress: z.object({ steps_done: z.int(), steps_total: z.int().nullable() }),
  steps: z.array(StepView),
  attempt: z.int(),
  attempt_mode: AttemptMode,
  pipeline: z.string(),
  pipeline_revision: z.string(),
  params: Params,
  /** Launch options; null if none are set. */
  launch: LaunchOptions.nullable(),
  /** Samplesheet of the job, if any: its parameter and its file name. */
  sheet: z.object({ param: z.string(), name: z.string() }).optional(),
  /** Files that are deleted if a running attempt is cancelled; absent if none are. */
  on_cancel: DeletesOnCancel.optional(),
  /** Policy for automatic resumes; absent if there is none. */
  resume_after: ResumeAfter.optional(),
  /** State of the automatic resume; absent if the policy does not apply. */
  automatic_resume: AutomaticResume.optional(),
  /** Labels by key; empty if there are none. */
  labels: Labels,
  ...membershipFields,
  queue: z.string(),
  priority: z.int(),
  queue_position: z.int().nullable(),
  created_at: z.iso.datetime(),
  created_by: z.string(),
  reason: z.string().nullable(),
  started_at: z.iso.datetime().nullable(),
  completed_at: z.iso.datetime().nullable(),
  error_message: z.string().nullable(),
  failure: FailureView.nullable(),
  /** `too_late` if the process ended before the cancel. */
  cancel: z.literal('too_late').nullable(),
  /** Pause that has taken effect. */
  paused: z.object({ mode: PauseMode, since: z.iso.datetime() }).nullable(),
  /** Milliseconds that the current attempt spent in earlier pauses. Durations exclude them. */
  paused_ms: z.number(),
  /** Executors whose tasks are not processes of the runner, such as `slurm` and `docker`; absent if there are none. */
  elsewhere: z.array(z.string()).optional(),
  /**
   * Executors that are queried for remaining tasks before the job counts as ended or paused; absent if there are none.
   */
  asked: z.array(z.string()).optional(),
  /** Executors whose tasks are not proven to have ended or paused; absent while this is not relevant. */
  unproven: z.object({ since: z.iso.datetime(), executors: z.array(UnprovenExecutor) }).optional(),
  /**
   * Remote tasks that were ended with the attempt (the first 20 ids), and the time when it was proven that none is
   * left; absent if there were none.
   */
  ended_elsewhere: z.array(ExecutorEnding).optional(),
  /** When and by whom the job was abandoned, and what is not proven to have ended; absent once everything is proven. */
  abandoned: z.object({ at: z.iso.datetime(), by: z.string(), executors: z.array(UnprovenExecutor) }).optional(),
  /** Parts of the run that are incomplete although Nextflow reported no error; absent if there are none. */
  warnings: z.array(AttemptWarning).optional(),
  /** Time since which the run makes no progress, and the number of waiting tasks; absent otherwise. */
  stalled: z.object({ since: z.iso.datetime(), tasks_waiting: z.int() }).optional(),
  /** Time when it was detected that Nextflow hangs, a few minutes after it should have ended; absent otherwise. */
  hanging: Hang.extend({ since: z.iso.datetime() }).optional(),
  runner_id: z.string().nullable(),
  process_id: z.int().nullable(),
  bam_path: z.string().nullable(),
  raw_vcf_path: z.string().nullable(),
  annotated_vcf_path: z.string().nullable(),
  filtered_tsv_path: z.string().nullable(),
  output_dir: z.string().nullable(),
  work_dir: z.string().nullable(),
  /** When files were deleted, and by which user or retention rule; null if they were not. */
  cleaned: z.object({ work_dir: CleanedView.nullable(), results: CleanedView.nullable() }),
  /** Targets that a clean accepts now. Others are refused. */
  cleanable: z.array(CleanTarget),
  /** When and by whom the job was pinned. Retention rules skip pinned jobs. */
  pinned: CleanedView.nullable(),
  /** Quality of the current attempt's results; null until measured. */
  qc: QcSummary.nullable(),
  /** `until`: time when a retention rule will delete the work dir; null if no rule will. */
  resumable: z.object({ possible: z.boolean(), why: z.string().nullable(), until: z.iso.datetime().nullable() }),
  allowed_actions: z.array(Action),
  last_seq: z.int(),
});
export type JobView = z.infer<typeof JobView>;
