import * as z from 'zod';

/** Fields of lifecycle events. `attempt` counts from 1. */

export const AttemptMode = z.enum(['fresh', 'resume', 'from_step']);
export type AttemptMode = z.infer<typeof AttemptMode>;

export const ReasonGiven = z.string().nullable();
export const AttemptNumber = z.int().positive();
/** Set on the ending event if the process had ended before the cancel reached it. */
export const TooLate = z.literal('too_late').optional();
export const Params = z.record(z.string(), z.unknown());
export type Params = z.infer<typeof Params>;

/** Identifies a process: pids are reused, so its start time (clock ticks since boot) and the boot id go with it. */
export const ProcessIdentity = z.object({ pid: z.int().positive(), start_time: z.string(), boot_id: z.string() });
export type ProcessIdentity = z.infer<typeof ProcessIdentity>;

export const Output = z.object({
  /** Output kind of the manifest, or of an index of the script's output block: `bam`, `raw_vcf`, ... */
  kind: z.string(),
  /** Labels that the script's output block gives its output; absent: none. */
  labels: z.array(z.string()).min(1).optional(),
  /** Absolute path on the storage of the runner. */
  path: z.string(),
  bytes: z.int().nonnegative(),
  sha256: z.string(),
});
export type Output = z.infer<typeof Output>;

export const SignalSent = z.object({ signal: z.string(), target: z.string(), at: z.iso.datetime() });

/** Tasks of an attempt on an executor of other machines, as they were ended. */
export const ExecutorEnding = z.object({
  /** Nextflow's name of it, such as `slurm`. */
  name: z.string(),
  /** Native ids of the tasks that were ended, the first 200. */
  ended: z.array(z.string()),
  ended_count: z.int().nonnegative(),
  asked_at: z.iso.datetime(),
  /** When it had said twice that none is left; null of an executor that cannot be asked. */
  proven_at: z.iso.datetime().nullable(),
});
export type ExecutorEnding = z.infer<typeof ExecutorEnding>;
export const ExecutorEndings = z.array(ExecutorEnding).optional();

/** Executor of which it is not proven that its tasks have ended, stand still or go on. */
export const UnprovenExecutor = z.object({
  /** Nextflow's name of it, such as `slurm`; `local`: processes of the runner's machine. */
  name: z.string(),
  /** Sentence about what is left, or why that is not known. */
  message: z.string(),
  /**
   * Tasks that are left, the first 200, with their states in the executor's words; of one that does not answer, those that
   * Nextflow had submitted and not seen end.
   */
  left: z.array(z.object({ native_id: z.string(), state: z.string() })),
  /** Number of tasks that are left; null where the executor does not answer. */
  left_count: z.int().nonnegative().nullable(),
});
export type UnprovenExecutor = z.infer<typeof UnprovenExecutor>;

/** Moment at which something is not proven. `end`: that the tasks have ended. */
export const UnprovenDuring = z.enum(['end', 'pause', 'unpause']);
export type UnprovenDuring = z.infer<typeof UnprovenDuring>;

/** `abandoned`: an administrator gave the attempt up, of which it is not proven that its tasks have ended. */
export const FailureCause = z.enum(['error', 'killed', 'runner_lost', 'start_failed', 'abandoned']);

/** Event outside of the pipeline that ended a task, as its executor says; a task that failed by itself has none. */
export const Disruption = z.enum(['node_failed', 'preempted']);
export type Disruption = z.infer<typeof Disruption>;

/** Causes of a failure after which a job may be resumed by itself: none of them is an error of the pipeline. */
export const ResumeCause = z.enum(['killed', 'runner_lost', ...Disruption.options]);
export type ResumeCause = z.infer<typeof ResumeCause>;

/** Policy by which a failed job is resumed without a person, and how many times in a row. */
export const ResumeAfter = z.object({ causes: z.array(ResumeCause).min(1), times: z.int().positive() });
export type ResumeAfter = z.infer<typeof ResumeAfter>;

/** Most times that a policy may resume a job in a row. */
export const MAX_RESUMES = 5;

/** Policy as people and manifests give it. */
export const ResumeAfterInput = z.strictObject({
  causes: z
    .array(ResumeCause)
    .min(1, 'must name at least one cause')
    .refine((causes) => new Set(causes).size === causes.length, 'must name each cause once'),
  times: z.int().min(1).max(MAX_RESUMES),
});

/** Place of the lines of a failure in what its task printed. Lines are numbered from 1. */
export const Excerpt = z.object({
  stream: z.enum(['stderr', 'stdout']),
  first_line: z.int().positive(),
  /** Line that names the cause; null if none does. */
  cause_line: z.int().positive().nullable(),
  /** Number of all lines. */
  lines: z.int().positive(),
  /** Byte at which the line of the cause begins in the log of the task; null if it is not found there. */
  log_offset: z.int().nonnegative().nullable(),
});
export type Excerpt = z.infer<typeof Excerpt>;

/**
 * Something that a run left undone, though Nextflow reported no error of it. `results`: not all were published. `cache`: it
 * lacks tasks, which run again. `trace`: it lacks tasks, of which less is known.
 */
export const RunWarning = z.object({
  about: z.enum(['results', 'cache', 'trace']),
  /** Sentence for people. */
  message: z.string(),
});
export type RunWarning = z.infer<typeof RunWarning>;

/** Last act of a Nextflow that hangs: it aborted its run, or its last task had ended. */
export const Hang = z.object({
  after: z.enum(['abort', 'tasks']),
  /** Why it aborted, as it says; null where it did not, or does not say. */
  cause: z.string().nullable(),
});
export type Hang = z.infer<typeof Hang>;

export const Requested = z.object({ attempt: AttemptNumber, reason: ReasonGiven });
export const Ending = z.object({ attempt: AttemptNumber, cancel: TooLate, executors: ExecutorEndings });

/** `freeze`: no process of the attempt runs. `drain`: running tasks finish, and no new one starts. */
export const PauseMode = z.enum(['freeze', 'drain']);
export type PauseMode = z.infer<typeof PauseMode>;

/** Most attempts of a queue that run at once; null: no limit but the slots of the runners. */
export const ConcurrencyLimit = z.int().nonnegative().nullable();

/** Reason of a pause that a service made by itself; absent if a person paused the queue. */
export const QueuePauseCause = z.enum(['disk_full']);
export type QueuePauseCause = z.infer<typeof QueuePauseCause>;

export const QueuePauseChanged = z.object({ reason: ReasonGiven, cause: QueuePauseCause.optional() });

/**
 * Files that a clean deletes. `work_dir`: work and launch dirs, except files that results link to. `partial_outputs`:
 * results published by an attempt that did not succeed, and folders of tasks that did not finish; finished tasks stay, so
 * a resume stays possible. `results`: results of all attempts. `all`: work dir and results.
 */
export const CleanTarget = z.enum(['work_dir', 'partial_outputs', 'results', 'all']);
export type CleanTarget = z.infer<typeof CleanTarget>;

/** Policies of a pipeline for the files of an attempt that is cancelled; `keep` deletes nothing. */
export const OnCancel = z.enum(['keep', 'delete_partial_outputs', 'delete_all_but_resume']);
export type OnCancel = z.infer<typeof OnCancel>;

/** Policies that delete. */
export const DeletesOnCancel = OnCancel.exclude(['keep']);
export type DeletesOnCancel = z.infer<typeof DeletesOnCancel>;

/**
 * Files that are deleted after a cancel. `partial_outputs`: as of a clean. `all_but_resume`: these, and work dirs of
 * earlier runs of the job, except files that results link to.
 */
export const CancelCleanTarget = z.enum(['partial_outputs', 'all_but_resume']);
export type CancelCleanTarget = z.infer<typeof CancelCleanTarget>;

/** Order between waiting jobs of the same priority: by fair share between people, or by age alone. */
export const QueueOrder = z.enum(['fair', 'age']);
export type QueueOrder = z.infer<typeof QueueOrder>;

/** Cores and memory that a run of a pipeline needs at most at once, as its manifest declares. */
export const Resources = z.object({
  cpus: z.number().positive().optional(),
  memory_bytes: z.int().positive().optional(),
});
export type Resources = z.infer<typeof Resources>;

/** Greatest priority, either way, that an event may hold: tables count in 32 bits, and add one. */
export const GREATEST_PRIORITY = 2 ** 31 - 2;
/** Rank of a job in its queue: a higher one starts first. */
export const Priority = z.int().min(-1_000_000).max(1_000_000);

/** `folder`: of samples. `reference`: a genome, perhaps with its genes. `kit`: a capture kit, with its targets. */
export const NamedInputKind = z.enum(['folder', 'reference', 'kit']);
export type NamedInputKind = z.infer<typeof NamedInputKind>;
