import * as z from 'zod';

/** Lifecycle events: the input of `decide`. Each is understandable alone; `attempt` counts from 1. */

export const AttemptMode = z.enum(['fresh', 'resume', 'from_step']);
export type AttemptMode = z.infer<typeof AttemptMode>;

const Reason = z.string().nullable();
const Attempt = z.int().positive();
/** Set on the ending event if the process had ended before the cancel reached it. */
const TooLate = z.literal('too_late').optional();
export const Params = z.record(z.string(), z.unknown());
export type Params = z.infer<typeof Params>;

/** Identifies a process: pids are reused, so its start time (clock ticks since boot) and the boot id go with it. */
export const ProcessIdentity = z.object({ pid: z.int().positive(), start_time: z.string(), boot_id: z.string() });
export type ProcessIdentity = z.infer<typeof ProcessIdentity>;

export const Output = z.object({
  /** Output kind of the manifest: `bam`, `raw_vcf`, ... */
  kind: z.string(),
  /** Absolute path on the storage of the runner. */
  path: z.string(),
  bytes: z.int().nonnegative(),
  sha256: z.string(),
});
export type Output = z.infer<typeof Output>;

export const SignalSent = z.object({ signal: z.string(), target: z.string(), at: z.iso.datetime() });

export const FailureCause = z.enum(['error', 'killed', 'runner_lost', 'start_failed']);

const Requested = z.object({ attempt: Attempt, reason: Reason });
const Ending = z.object({ attempt: Attempt, cancel: TooLate });

export const lifecycleEvents = {
  submitted: z.object({
    sample_name: z.string(),
    pipeline: z.string(),
    /** SHA-256 of the pipeline folder, or the pinned revision of a repository. */
    pipeline_revision: z.string(),
    params: Params,
    /** Input files as of submission. */
    inputs: z.array(z.object({ path: z.string(), bytes: z.int().nonnegative() })),
    /** Total number, if `inputs` is truncated. */
    inputs_count: z.int().positive().optional(),
    queue: z.string(),
    priority: z.int(),
    reason: Reason,
  }),
  rerun_requested: Requested.extend({
    params: Params,
    /**
     * Whether the work dir is kept. Previous results are deleted before the start, or `attempt_started` records that
     * they were left.
     */
    keep_work_dir: z.boolean(),
  }),
  resume_requested: Requested,
  restart_requested: Requested.extend({
    params: Params.optional(),
    /** Full process name. */
    step: z.string(),
  }),
  attempt_claimed: z.object({ attempt: Attempt, runner_id: z.string() }),
  attempt_started: z.object({
    attempt: Attempt,
    runner_id: z.string(),
    storage_id: z.string(),
    /** Child behind the gate, which becomes the launcher of Nextflow and the leader of its process group. */
    process: ProcessIdentity,
    /** Revision that runs; may be newer than at submission. */
    pipeline_revision: z.string(),
    nextflow_version: z.string(),
    run_name: z.string(),
    argv: z.array(z.string()),
    launch_dir: z.string(),
    work_dir: z.string(),
    output_dir: z.string(),
    /** Storage with previous results that a rerun could not delete, because this runner does not have it. */
    results_left_on: z.string().optional(),
  }),
  cancel_requested: Requested,
  pause_requested: Requested.extend({ mode: z.enum(['freeze', 'drain']) }),
  paused: z.object({ attempt: Attempt, mode: z.enum(['freeze', 'drain']) }),
  unpause_requested: Requested,
  unpaused: z.object({ attempt: Attempt }),
  priority_changed: z.object({ from: z.int(), to: z.int(), reason: Reason }),
  attempt_succeeded: Ending.extend({
    exit_code: z.int(),
    duration_ms: z.number().nonnegative(),
    /**
     * The first of each kind if the list is too long for an event: `outputs_manifest` then names the file with the
     * list.
     */
    outputs: z.array(Output),
    outputs_manifest: z.object({ path: z.string(), sha256: z.string(), count: z.int() }).optional(),
    /** Files and folders among the results that could not be read, and why. Not part of the outputs. */
    outputs_skipped: z.array(z.object({ path: z.string(), reason: z.string() })).optional(),
    /** Total number, if `outputs_skipped` is truncated. */
    outputs_skipped_count: z.int().positive().optional(),
  }),
  attempt_failed: Ending.extend({
    cause: FailureCause,
    exit_code: z.int().nullable(),
    signal: z.string().nullable(),
    /** Full process name and short hash of the failed task, if there is one. */
    failing_step: z.string().nullable(),
    failing_task: z.string().nullable(),
    stderr_tail: z.array(z.string()),
    /** Message that a person can act on. */
    message: z.string(),
    duration_ms: z.number().nonnegative().nullable(),
    processes_ended: z.int().nonnegative(),
  }),
  attempt_cancelled: z.object({
    attempt: Attempt,
    signals: z.array(SignalSent),
    processes_ended: z.int().nonnegative(),
    /** Verified in the process tree: a cancel with survivors is `cancel_unconfirmed`. */
    survivors: z.literal(0),
    duration_ms: z.number().nonnegative().nullable(),
  }),
  cancel_unconfirmed: z.object({ attempt: Attempt, pids: z.array(z.int()), signals: z.array(SignalSent) }),
  cleaned: z.object({
    attempt: Attempt,
    paths: z.array(z.string()),
    bytes: z.int().nonnegative(),
    /** Policy or person that requested it. */
    by: z.string(),
    reason: Reason,
    resume_possible: z.boolean(),
  }),
} as const;

export type LifecycleType = keyof typeof lifecycleEvents;
