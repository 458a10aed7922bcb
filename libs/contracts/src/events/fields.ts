import * as z from 'zod';

/** Fields of lifecycle events. `attempt` counts from 1. */

export const AttemptMode = z.enum(['fresh', 'resume', 'from_step']);
export type AttemptMode = z.infer<typeof AttemptMode>;

export const ReasonGiven = z.string().nullable();
export const AttemptNumber = z.int().positive();
/** Set on the ending event if the process ended before the cancel reached it. */
export const TooLate = z.literal('too_late').optional();
export const Params = z.record(z.string(), z.unknown());
export type Params = z.infer<typeof Params>;

/** Identity of a process. Includes the start time (clock ticks since boot) and the boot id, because pids are reused. */
export const ProcessIdentity = z.object({ pid: z.int().positive(), start_time: z.string(), boot_id: z.string() });
export type ProcessIdentity = z.infer<typeof ProcessIdentity>;

export const Output = z.object({
  /** Output kind from the manifest, or index name from the script's output block: `bam`, `raw_vcf`, ... */
  kind: z.string(),
  /** Labels of the output in the script's output block; absent if there are none. */
  labels: z.array(z.string()).min(1).optional(),
  /** Absolute path on the storage of the runner. */
  path: z.string(),
  bytes: z.int().nonnegative(),
  sha256: z.string(),
});
export type Output = z.infer<typeof Output>;

export const SignalSent = z.object({ signal: z.string(), target: z.string(), at: z.iso.datetime() });

/** Remote tasks that were ended with an attempt, on one executor. */
export const ExecutorEnding = z.object({
  /** Name of the executor in Nextflow, such as `slurm`. */
  name: z.string(),
  /** Native ids of the ended tasks, the first 200. */
  ended: z.array(z.string()),
  ended_count: z.int().nonnegative(),
  asked_at: z.iso.datetime(),
  /**
   * Time at which the executor reported for the second time that no task was left; null for an executor that cannot be
   * queried.
   */
  proven_at: z.iso.datetime().nullable(),
});
export type ExecutorEnding = z.infer<typeof ExecutorEnding>;
export const ExecutorEndings = z.array(ExecutorEnding).optional();

/** Executor whose tasks are not proven to have ended, paused or continued. */
export const UnprovenExecutor = z.object({
  /** Name of the executor in Nextflow, such as `slurm`; `local` for processes on the runner's machine. */
  name: z.string(),
  /** Sentence about the remaining tasks, or why they are unknown. */
  message: z.string(),
  /**
   * The first 200 remaining tasks with their states in the executor's terms. If the executor does not answer, these are
   * the tasks that Nextflow submitted and has not seen end.
   */
  left: z.array(z.object({ native_id: z.string(), state: z.string() })),
  /** Number of remaining tasks; null if the executor does not answer. */
  left_count: z.int().nonnegative().nullable(),
});
export type UnprovenExecutor = z.infer<typeof UnprovenExecutor>;

/** Transition that is not proven. `end`: it is not proven that the tasks have ended. */
export const UnprovenDuring = z.enum(['end', 'pause', 'unpause']);
export type UnprovenDuring = z.infer<typeof UnprovenDuring>;

/** `abandoned`: an administrator gave up the attempt without proof that all tasks have ended. */
export const FailureCause = z.enum(['error', 'killed', 'runner_lost', 'start_failed', 'abandoned']);

/**
 * Event outside of the pipeline that ended a task, as its executor reported it. Absent if the task failed by itself.
 */
export const Disruption = z.enum(['node_failed', 'preempted']);
export type Disruption = z.infer<typeof Disruption>;

/** Causes after which a failed job may be resumed automatically. None of them is an error of the pipeline. */
export const ResumeCause = z.enum(['killed', 'runner_lost', ...Disruption.options]);
export type ResumeCause = z.infer<typeof ResumeCause>;

/** Policy for automatic resumes, with the maximum number of consecutive resumes. */
export const ResumeAfter = z.object({ causes: z.array(ResumeCause).min(1), times: z.int().positive() });
export type ResumeAfter = z.infer<typeof ResumeAfter>;

/** Maximum number of consecutive automatic resumes. */
export const MAX_RESUMES = 5;

/** Policy as users and manifests specify it. */
export const ResumeAfterInput = z.strictObject({
  causes: z
    .array(ResumeCause)
    .min(1, 'must name at least one cause')
    .refine((causes) => new Set(causes).size === causes.length, 'must name each cause once'),
  times: z.int().min(1).max(MAX_RESUMES),
});

/** Position of the failure's lines in the task's output. Lines are numbered from 1. */
export const Excerpt = z.object({
  stream: z.enum(['stderr', 'stdout']),
  first_line: z.int().positive(),
  /** Line that names the cause; null if none does. */
  cause_line: z.int().positive().nullable(),
  /** Number of all lines. */
  lines: z.int().positive(),
  /** Byte offset of the cause's line in the task's log; null if it was not found in the log. */
  log_offset: z.int().nonnegative().nullable(),
});
export type Excerpt = z.infer<typeof Excerpt>;

/**
 * Part of a run that is incomplete although Nextflow reported no error. `results`: not all results were published.
 * `cache`: tasks are missing from the cache and will run again. `trace`: tasks are missing from the trace, so fewer
 * facts are known about them.
 */
export const RunWarning = z.object({
  about: z.enum(['results', 'cache', 'trace']),
  /** Message for people. */
  message: z.string(),
});
export type RunWarning = z.infer<typeof RunWarning>;

/** Warning about an attempt as displayed: a warning about its run, or `inputs` for a missing input. */
export const AttemptWarning = RunWarning.extend({ about: z.enum([...RunWarning.shape.about.options, 'inputs']) });
export type AttemptWarning = z.infer<typeof AttemptWarning>;

/** Last activity of a hanging Nextflow: it aborted its run, or its last task ended. */
export const Hang = z.object({
  after: z.enum(['abort', 'tasks']),
  /** Reported reason of the abort; null if it did not abort or gave no reason. */
  cause: z.string().nullable(),
});
export type Hang = z.infer<typeof Hang>;

export const Requested = z.object({ attempt: AttemptNumber, reason: ReasonGiven });
export const Ending = z.object({ attempt: AttemptNumber, cancel: TooLate, executors: ExecutorEndings });

/** `freeze`: all processes of the attempt are stopped. `drain`: running tasks finish, and no new ones start. */
export const PauseMode = z.enum(['freeze', 'drain']);
export type PauseMode = z.infer<typeof PauseMode>;

/** Maximum number of concurrent attempts of a queue; null if it is limited only by the runners' slots. */
export const ConcurrencyLimit = z.int().nonnegative().nullable();

/** Reason for an automatic pause; absent if a user paused the queue. */
export const QueuePauseCause = z.enum(['disk_full']);
export type QueuePauseCause = z.infer<typeof QueuePauseCause>;

export const QueuePauseChanged = z.object({ reason: ReasonGiven, cause: QueuePauseCause.optional() });

/**
 * Files that a clean deletes. `work_dir`: work and launch dirs, except for files that results link to.
 * `partial_outputs`: results of unsuccessful attempts and dirs of unfinished tasks; finished tasks are kept, so the job
 * can still be resumed. `results`: results of all attempts. `all`: work dir and results.
 */
export const CleanTarget = z.enum(['work_dir', 'partial_outputs', 'results', 'all']);
export type CleanTarget = z.infer<typeof CleanTarget>;

/** Pipeline policies for the files of a cancelled attempt; `keep` deletes nothing. */
export const OnCancel = z.enum(['keep', 'delete_partial_outputs', 'delete_all_but_resume']);
export type OnCancel = z.infer<typeof OnCancel>;

/** Policies that delete. */
export const DeletesOnCancel = OnCancel.exclude(['keep']);
export type DeletesOnCancel = z.infer<typeof DeletesOnCancel>;

/**
 * Files deleted after a cancel. `partial_outputs`: as in a clean. `all_but_resume`: also work dirs of earlier runs of
 * the job, except for files that results link to.
 */
export const CancelCleanTarget = z.enum(['partial_outputs', 'all_but_resume']);
export type CancelCleanTarget = z.infer<typeof CancelCleanTarget>;

/** Order of waiting jobs with equal priority: by fair share between users, or only by age. */
export const QueueOrder = z.enum(['fair', 'age']);
export type QueueOrder = z.infer<typeof QueueOrder>;

/** Cores and memory that a run needs at its peak, from the pipeline's manifest. */
export const Resources = z.object({
  cpus: z.number().positive().optional(),
  memory_bytes: z.int().positive().optional(),
});
export type Resources = z.infer<typeof Resources>;

/** Maximum absolute priority in an event, because tables use 32-bit integers and add one. */
export const GREATEST_PRIORITY = 2 ** 31 - 2;
/** Priority of a job in its queue. Jobs with a higher priority start first. */
export const Priority = z.int().min(-1_000_000).max(1_000_000);

/**
 * `folder`: a folder of samples. `reference`: a genome, optionally with its genes. `kit`: a capture kit with its
 * targets.
 */
export const NamedInputKind = z.enum(['folder', 'reference', 'kit']);
export type NamedInputKind = z.infer<typeof NamedInputKind>;
