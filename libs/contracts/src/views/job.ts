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
  RunWarning,
  UnprovenExecutor,
} from '../events/fields.ts';
import { LaunchOptions } from '../nextflow/launch.ts';
import { QcSummary } from '../fields/qc.ts';
import { JobStatus } from '../fields/job-status.ts';

/** Responses about jobs. JSON in snake_case; times are UTC, ISO 8601; durations in milliseconds. */

export const PendingAction = z.enum(['cancelling', 'pausing', 'unpausing', 'cleaning']);
export type PendingAction = z.infer<typeof PendingAction>;

export const Action = z.enum(actionNames);
export type Action = z.infer<typeof Action>;

export const FailureView = z.object({
  /** `cancelled` if a person ended it, `abandoned` if an administrator gave it up. */
  cause: z.enum(['cancelled', 'error', 'killed', 'runner_lost', 'start_failed', 'abandoned']),
  exit_code: z.int().nullable(),
  signal: z.string().nullable(),
  failing_step: z.string().nullable(),
  failing_task: z.string().nullable(),
  /** Label of the step that failed, or that could not start; null if the pipeline as a whole failed. */
  step: z.string().nullable(),
  /** Lines around the one that names the cause. */
  stderr_tail: z.array(z.string()),
  /** Where these lines are in what the task printed; null if that is not known. */
  excerpt: Excerpt.nullable(),
  message: z.string(),
  /** Cause in a few words, without the step and its exit code; null for failures recorded by earlier releases. */
  summary: z.string().nullable(),
});
export type FailureView = z.infer<typeof FailureView>;

/** `skipped`: the attempt succeeded without a task of this step. `stopped`: its tasks were aborted. */
export const StepState = z.enum(['waiting', 'running', 'done', 'cached', 'failed', 'stopped', 'skipped']);
export type StepState = z.infer<typeof StepState>;

export const StepView = z.object({
  process: z.string(),
  /** Label for people. */
  step: z.string(),
  state: StepState,
  tasks: z.object({
    total: z.int(),
    /** Submitted and not begun: in the queue of Nextflow, or of its executor. */
    waiting: z.int(),
    running: z.int(),
    completed: z.int(),
    cached: z.int(),
    failed: z.int(),
    /** Failed with an error strategy that ignores it. */
    ignored: z.int(),
    retried: z.int(),
    aborted: z.int(),
  }),
  started_at: z.iso.datetime().nullable(),
  completed_at: z.iso.datetime().nullable(),
});
export type StepView = z.infer<typeof StepView>;

/** State in which people held an attempt that failed of a cause in the policy of its job: it is not resumed by itself. */
export const ResumeHold = z.enum(['pausing', 'paused', 'cancelling']);
export type ResumeHold = z.infer<typeof ResumeHold>;

/**
 * `due`: comes by itself. `under_way`: this attempt is one. `used_up`: as many as the policy allows have failed. `held`: people
 * held the attempt when it failed. `to_approve`: a second person approves each resume, so none comes by itself.
 */
const AutomaticResume = z.object({
  state: z.enum(['due', 'under_way', 'used_up', 'held', 'to_approve']),
  /** Only where it was held. */
  held: ResumeHold.optional(),
  cause: ResumeCause,
  /** Number of this resume, or of the last one, since the last command of a person. */
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
  /** Label of the current step: running, or last run; of a failed job that of its failure. */
  current_step: z.string().nullable(),
  /** `steps_done`: without skipped steps, and those of which every task failed and was ignored. `steps_total` is null until a plan is known. */
  progress: z.object({ steps_done: z.int(), steps_total: z.int().nullable() }),
  steps: z.array(StepView),
  attempt: z.int(),
  attempt_mode: AttemptMode,
  pipeline: z.string(),
  pipeline_revision: z.string(),
  params: Params,
  /** How its runs are launched; null if as Nextflow does by itself. */
  launch: LaunchOptions.nullable(),
  /** Samplesheet of a job that has one: the parameter that takes it, and the name of its file. */
  sheet: z.object({ param: z.string(), name: z.string() }).optional(),
  /** Files that a cancel of a running attempt deletes; absent: none. */
  on_cancel: DeletesOnCancel.optional(),
  /** When it is resumed by itself; absent: never. */
  resume_after: ResumeAfter.optional(),
  /** Resume by that policy; absent where it has nothing to say of this attempt. */
  automatic_resume: AutomaticResume.optional(),
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
  /** `too_late` if the process had ended before the cancel. */
  cancel: z.literal('too_late').nullable(),
  /** Pause that has taken effect. */
  paused: z.object({ mode: PauseMode, since: z.iso.datetime() }).nullable(),
  /** Milliseconds that the current attempt was paused before; durations leave them out. */
  paused_ms: z.number(),
  /** Executors of its tasks that the runner's processes do not show, such as `slurm` and `docker`; absent: none. */
  elsewhere: z.array(z.string()).optional(),
  /** Those of them that are asked, before the job counts as ended or paused, whether tasks are left; absent: none. */
  asked: z.array(z.string()).optional(),
  /** Executors of which it is not proven that all tasks have ended, or stand still; absent while nothing waits for that. */
  unproven: z.object({ since: z.iso.datetime(), executors: z.array(UnprovenExecutor) }).optional(),
  /** Tasks on other machines that were ended with the attempt, the first 20 ids, and when it was proven that none is left; absent: none ran there. */
  ended_elsewhere: z.array(ExecutorEnding).optional(),
  /** When and by whom it was given up, and what is not proven to have ended; absent once nothing of it is left. */
  abandoned: z.object({ at: z.iso.datetime(), by: z.string(), executors: z.array(UnprovenExecutor) }).optional(),
  /** Parts of its run that were left undone, though Nextflow reported no error of them; absent: none. */
  warnings: z.array(RunWarning).optional(),
  /** Since when the run stands still, and how many tasks wait; absent while it goes on. */
  stalled: z.object({ since: z.iso.datetime(), tasks_waiting: z.int() }).optional(),
  /** When it was seen that Nextflow should have ended minutes before, and hangs; absent while it does not. */
  hanging: Hang.extend({ since: z.iso.datetime() }).optional(),
  runner_id: z.string().nullable(),
  process_id: z.int().nullable(),
  bam_path: z.string().nullable(),
  raw_vcf_path: z.string().nullable(),
  annotated_vcf_path: z.string().nullable(),
  filtered_tsv_path: z.string().nullable(),
  output_dir: z.string().nullable(),
  work_dir: z.string().nullable(),
  /** When and by which person or retention rule files were deleted; null while they were not. */
  cleaned: z.object({ work_dir: CleanedView.nullable(), results: CleanedView.nullable() }),
  /** Files that a clean would delete now: each other one is refused. */
  cleanable: z.array(CleanTarget),
  /** When and by whom the job was pinned: no retention rule deletes its files. */
  pinned: CleanedView.nullable(),
  /** Quality of the current attempt's results; null until it is measured. */
  qc: QcSummary.nullable(),
  /** `until`: when a retention rule deletes the work dir; null if none will. */
  resumable: z.object({ possible: z.boolean(), why: z.string().nullable(), until: z.iso.datetime().nullable() }),
  allowed_actions: z.array(Action),
  last_seq: z.int(),
});
export type JobView = z.infer<typeof JobView>;
