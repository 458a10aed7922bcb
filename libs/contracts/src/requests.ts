import * as z from 'zod';
import { CleanTarget } from './events/fields.ts';
import { SYNTAX_PARSERS } from './nextflow/syntax-parser.ts';
import { ScriptError } from './fields/script-check.ts';

/**
 * Requests between services over core NATS (@nestjs/microservices). They are not persistent, so nothing durable may
 * depend on them. The subject of messages from and to a runner contains the runner's id, so that the runner's login is
 * bound to it.
 */
export const OPEN_JOBS = 'rpc.gateway.open_jobs';
/** Subject of heartbeats: of one runner, and of all. */
export const heartbeatSubject = (runnerId: string): string => `rpc.heartbeat.${runnerId}`;
export const HEARTBEATS = heartbeatSubject('*');
/** Subject of reports about lost attempts: of one runner, and of all. */
export const lostAttemptSubject = (runnerId: string): string => `rpc.gateway.lost_attempt.${runnerId}`;
export const LOST_ATTEMPTS = lostAttemptSubject('*');
/** Subjects of requests to a gateway, and to a runner; `*` for all. */
export const GATEWAY_REQUESTS = 'rpc.gateway.>';
export const runnerRequests = (runnerId: string): string => `rpc.runner.${runnerId}.>`;

/** Runner and its storage. A runner with different storage would answer for other files. */
export interface RunnerPlace {
  readonly runner_id: string;
  readonly storage_id: string;
}
const question =
  (name: string) =>
  ({ runner_id, storage_id }: RunnerPlace): string =>
    `rpc.runner.${runner_id}.${storage_id}.${name}`;
export const workDirSubject = question('work_dir');
export const textSubject = question('text');
export const resultsSubject = question('results');
export const usageSubject = question('usage');
export const cleanPlanSubject = question('clean_plan');
export const redoSubject = question('redo');
export const stepLinksSubject = question('step_links');
export const timeLimitsSubject = question('time_limits');
export const executorsSubject = question('executors');
export const sizesSubject = question('sizes');
export const accessSubject = question('access');
export const compileSubject = question('compile');
export const resultPartSubject = question('result_part');

/**
 * Whether a message arrived on the subject of the runner that it names as its sender. Only that runner's login may use
 * the subject.
 */
export const isSentBy = (runnerId: unknown, subject: string, subjectOf: (runnerId: string) => string): boolean =>
  typeof runnerId === 'string' && subject === subjectOf(runnerId);

/**
 * How tasks are isolated from the files and logins of Reprise: by a separate user, by a namespace that hides the data
 * dir, or not at all.
 */
export const TaskIsolation = z.enum(['user', 'namespace', 'none']);
export type TaskIsolation = z.infer<typeof TaskIsolation>;

/** Progress of the runner's checksums for a job's results: bytes read, and total. */
export const ResultCheck = z.object({
  job_id: z.string(),
  bytes_done: z.int().nonnegative(),
  bytes_total: z.int().nonnegative(),
});
export type ResultCheck = z.infer<typeof ResultCheck>;

/** Executor or container engine whose tool is on the PATH of tasks. */
export const RunnerExecutor = z.object({
  /** Name of the executor in Nextflow, such as `docker` and `slurm`. */
  name: z.string(),
  /** Why tasks cannot use it, without a full stop; null if they can. */
  problem: z.string().nullable(),
  /** How the end of its tasks is proven: by processes on the runner's machine, or by its own answers. */
  proof: z.enum(['processes', 'answers']),
});
export type RunnerExecutor = z.infer<typeof RunnerExecutor>;

/** Executors and container engines that a runner looks for, by the names that it reports. */
export const DETECTED_EXECUTORS: readonly string[] = [
  ...['docker', 'podman', 'apptainer', 'singularity'],
  ...['slurm', 'sge', 'pbs', 'lsf'],
];

export const Heartbeat = z.object({
  runner_id: z.string(),
  storage_id: z.string(),
  /** Signature with the storage key, which proves access to the storage; absent in older runners. */
  storage_proof: z.string().optional(),
  slots: z.int(),
  slots_taken: z.int(),
  /** Default version of Nextflow. */
  nextflow_version: z.string(),
  /** All installed versions, the default first; absent in older runners, which only have the default version. */
  nextflow_versions: z.array(z.string()).optional(),
  /** Sentence that says why the runner claims no jobs now. */
  holds_back: z.string().nullable(),
  simulated: z.boolean(),
  isolation: TaskIsolation.optional(),
  /** Absent until the executors are detected, and in older runners. */
  executors: z.array(RunnerExecutor).optional(),
  /** Cores and memory available to a task. */
  cpus: z.int().positive().optional(),
  memory_bytes: z.int().positive().optional(),
  /** Host name, and version of Reprise. */
  host: z.string().optional(),
  version: z.string().optional(),
  /** Load average over one minute. */
  load: z.number().nonnegative().optional(),
  /** Memory available for tasks, and the disk of its jobs, in bytes. */
  memory_free_bytes: z.int().nonnegative().optional(),
  disk_bytes: z.int().nonnegative().optional(),
  disk_free_bytes: z.int().nonnegative().optional(),
  /** Sentence if less than the reserve is free on a disk; null otherwise. */
  disk_full: z.string().nullable().optional(),
  checking_results: z.array(ResultCheck).optional(),
  /** Milliseconds without a heartbeat after which a runner is considered lost. */
  lease_ms: z.int(),
});
export type Heartbeat = z.infer<typeof Heartbeat>;

/**
 * Report that another runner was silent for the duration of its lease. The gateway fails the attempt if it received
 * nothing from that runner during the same time.
 */
export const LostAttemptReport = z.object({ reporter: z.string(), job_id: z.uuid(), attempt: z.int().positive() });
export type LostAttemptReport = z.infer<typeof LostAttemptReport>;

/** Asks whether the session's work dir, as recorded in `attempt_started`, exists for a resume. */
export const WorkDirRequest = z.object({ job_id: z.uuid(), work_dir: z.string() });
export type WorkDirRequest = z.infer<typeof WorkDirRequest>;
export const WorkDirResponse = z.object({ work_dir: z.enum(['present', 'absent']) });
export type WorkDirResponse = z.infer<typeof WorkDirResponse>;

/** Paths that tasks may not be able to read, because their user cannot enter a folder. */
export const AccessRequest = z.object({
  paths: z
    .array(
      z.object({
        path: z.string().startsWith('/'),
        /** For a folder, whether its whole content is needed. */
        whole: z.boolean(),
        /** Whether uploading the files would help. */
        is_input: z.boolean(),
      }),
    )
    .max(1_000),
});
export type AccessRequest = z.infer<typeof AccessRequest>;
/** Unreadable paths: the reason without a capital letter, and what to do as a sentence. */
export const AccessResponse = z.object({
  unreadable: z.array(z.object({ path: z.string(), reason: z.string(), remedy: z.string() })),
});
export type AccessResponse = z.infer<typeof AccessResponse>;

/** Pipeline script and config to compile in the same way as for a run. */
export const CompileRequest = z.object({
  pipeline: z.string(),
  /** Digest of the files in the folder, or commit of its repository. */
  revision: z.string(),
  nextflow_version: z.string(),
  /** Null for the parser that the runner's environment sets, else the default of the version. */
  syntax_parser: z.enum(SYNTAX_PARSERS).nullable(),
  profiles: z.array(z.string()),
});
export type CompileRequest = z.infer<typeof CompileRequest>;
export const CompileResponse = z.object({
  /** Null if unknown: the runner lacks that revision or version, or Nextflow failed for another reason. */
  errors: z.array(ScriptError).nullable(),
  /** Whether the compilation is still running or queued. Poll again, because a runner must answer within seconds. */
  is_compiling: z.boolean().optional(),
});
export type CompileResponse = z.infer<typeof CompileResponse>;

/**
 * Part of a text file of an attempt. `file` is `nextflow`, `stdout`, the short hash of a task (for its combined
 * output), or such a hash with `/command`.
 */
export const TextRequest = z.object({
  job_id: z.uuid(),
  attempt: z.int().positive(),
  file: z.string(),
  /** Work dir of the attempt, as recorded in `attempt_started`, because it may be outside of the default folder. */
  work_dir: z.string().optional(),
  /** Offset in bytes; negative values count from the end. */
  offset: z.int(),
  limit: z.int().positive(),
});
export type TextRequest = z.infer<typeof TextRequest>;
export const TextResponse = z.object({ text: z.string(), next_offset: z.int(), size: z.int() });
export type TextResponse = z.infer<typeof TextResponse>;

/** Time limits of the steps of running tasks. */
export const TimeLimitsRequest = z.object({
  job_id: z.uuid(),
  work_dir: z.string(),
  /** Script of the run, as it was passed to Nextflow. */
  script: z.string().nullable(),
  tasks: z.array(z.object({ process: z.string(), hash: z.string() })).max(1_000),
  /** Attempts of the same pipeline whose traces may contain the limits, latest first. */
  attempts: z.array(z.object({ job_id: z.uuid(), attempt: z.int().positive() })).max(100),
});
export type TimeLimitsRequest = z.infer<typeof TimeLimitsRequest>;
/** Milliseconds by process; null if there is no limit, absent if unknown. */
export const TimeLimitsResponse = z.object({ limits: z.record(z.string(), z.number().nullable()) });
export type TimeLimitsResponse = z.infer<typeof TimeLimitsResponse>;

/** Live tasks of an attempt on other machines, as in `ExecutorListings`. */
export const ExecutorsRequest = z.object({
  job_id: z.uuid(),
  attempt: z.int().positive(),
  /** Folder or URL for the work dirs of jobs, if it is not the default. */
  work_dir: z.string().nullable(),
});
export type ExecutorsRequest = z.infer<typeof ExecutorsRequest>;

/** Folders of an attempt, as recorded in `attempt_started`. A runner only reads within that job's folder. */
const ResultDirs = z.object({ job_id: z.uuid(), output_dir: z.string(), work_dir: z.string() });

/** Files under an output dir, one page at a time. */
export const ResultsRequest = ResultDirs.extend({
  /** Path of the last file on the previous page. */
  after: z.string().nullable(),
});
export type ResultsRequest = z.infer<typeof ResultsRequest>;
export const ResultsResponse = z.object({
  /** `path` is relative to the output dir. */
  entries: z.array(z.object({ path: z.string(), bytes: z.int() })),
  more: z.boolean(),
  /** Whether the listing is incomplete; absent in older runners. */
  truncated: z.boolean().optional(),
});
export type ResultsResponse = z.infer<typeof ResultsResponse>;

/** Bytes of one file under an output dir. */
export const ResultPartRequest = ResultDirs.extend({
  path: z.string(),
  offset: z.int().nonnegative(),
  /** Number of bytes; 0 requests only the size. */
  limit: z.int().nonnegative(),
});
export type ResultPartRequest = z.infer<typeof ResultPartRequest>;
/** `null` if the file does not exist. */
export const ResultPartResponse = z.object({
  part: z.object({ size: z.int(), modified_at: z.iso.datetime(), base64: z.string() }).nullable(),
});
export type ResultPartResponse = z.infer<typeof ResultPartResponse>;

/** Files of a job in one storage location, as in `JobUsage`. */
export const UsageRequest = z.object({
  job_id: z.uuid(),
  /** Folder or URL for the work dirs of jobs, if it is not the default. */
  work_dir: z.string().nullable(),
});
export type UsageRequest = z.infer<typeof UsageRequest>;

/** Files that a clean would delete, as in `CleanPreview`. */
export const CleanPlanRequest = UsageRequest.extend({
  what: CleanTarget,
  /**
   * Number of the attempt that began the session. The session's work dir and first output dir are named after it. Null
   * if it never started.
   */
  session: z.int().positive().nullable(),
  /** Whether its work dir was already cleaned; false if absent. */
  is_work_cleaned: z.boolean().optional(),
  /**
   * Latest attempt whose files a rerun left on this storage. All files up to this attempt are included, regardless of
   * `what`.
   */
  left_by: z.int().positive().optional(),
});
export type CleanPlanRequest = z.infer<typeof CleanPlanRequest>;

/** Requests the tasks in a work dir that a resume, or a restart from a step, would run again. */
export const RedoRequest = z.object({
  job_id: z.uuid(),
  /** Latest attempt. */
  attempt: z.int().positive(),
  work_dir: z.string(),
  /** Full process name; null for a resume. */
  step: z.string().nullable(),
  /** Old values of changed parameters, which are searched in task commands. */
  search: z.array(z.string()).max(100),
  /** Full names of processes whose tasks may run again although Nextflow's cache contains them; absent if none. */
  uncached: z.array(z.string()).optional(),
});
export type RedoRequest = z.infer<typeof RedoRequest>;

/**
 * Why tasks run again: the step was chosen; the command contains an old value of a changed parameter; they use such
 * tasks; they may use such tasks, because not all of their inputs are known; Nextflow's cache lacks them; they have not
 * succeeded yet.
 */
export const RedoReason = z.enum(['chosen', 'changed', 'uses', 'may_use', 'not_cached', 'unfinished']);
export type RedoReason = z.infer<typeof RedoReason>;

/** A lock of a job and its owner: the job's own lock, or Nextflow's lock on the session. */
export const HeldLock = z.object({ lock: z.enum(['job', 'session']), pid: z.int().positive() });
export type HeldLock = z.infer<typeof HeldLock>;

export const RedoResponse = z.object({
  work_dir: z.enum(['present', 'absent']),
  held: HeldLock.nullable(),
  /** Full names of the processes with task dirs. */
  steps: z.array(z.string()),
  /** Number of succeeded tasks that stay cached, by process. */
  cached: z.record(z.string(), z.int()),
  /** Short hashes of these tasks. Recorded tasks that are in neither list have lost their task dir. */
  kept: z.array(z.string()).optional(),
  /** Tasks that run again, by process and reason. */
  groups: z.array(
    z.object({
      process: z.string(),
      reason: RedoReason,
      /** Process of a task that they depend on. */
      uses: z.string().nullable(),
      /** Whether their dirs are moved aside. The others run again anyway. */
      is_moved: z.boolean(),
      /** Short hashes. */
      hashes: z.array(z.string()),
    }),
  ),
  /** Processes whose commands contain a searched text, by text. */
  found: z.record(z.string(), z.array(z.string())),
  /** Processes with tasks that use, or may use, results of the request's `uncached` processes. Absent in older runners. */
  use_uncached: z.array(z.string()).optional(),
});
export type RedoResponse = z.infer<typeof RedoResponse>;

/** Which steps feed a step. */
export const LinkedStep = z.object({
  /** Full name of the Nextflow process. */
  process: z.string(),
  /** Processes whose files its tasks use. */
  inputs: z.array(z.string()),
  /** Whether it may use further steps: the pipeline created some of its inputs outside of tasks. */
  may_use_others: z.boolean(),
});
export type LinkedStep = z.infer<typeof LinkedStep>;

/** Requests which steps feed each other, from what the tasks in a work dir staged. */
export const StepLinksRequest = RedoRequest.pick({ job_id: true, attempt: true, work_dir: true });
export type StepLinksRequest = z.infer<typeof StepLinksRequest>;
export const StepLinksResponse = z.object({
  work_dir: z.enum(['present', 'absent']),
  steps: z.array(LinkedStep),
});
export type StepLinksResponse = z.infer<typeof StepLinksResponse>;

/** Measured size of a job's files in one storage location. */
export const JobSize = z.object({
  job_id: z.uuid(),
  /** Bytes of all attempts' results, and of work and launch dirs. */
  results_bytes: z.int(),
  work_dir_bytes: z.int(),
  /** Part of `work_dir_bytes` that is not on the disk that contains the jobs' folder. Absent in older runners. */
  other_disk_bytes: z.int().default(0),
  measured_at: z.iso.datetime(),
});
export type JobSize = z.infer<typeof JobSize>;

/** Sizes of all jobs in one storage location, by job id, one page at a time. */
export const SizesRequest = z.object({ after: z.uuid().nullable() });
export const SizesResponse = z.object({
  sizes: z.array(JobSize),
  more: z.boolean(),
  /** Disk of the jobs, in bytes. Storages with the same `id` share a file system; absent if unknown. */
  disk: z.object({ id: z.string().optional(), bytes: z.int(), free_bytes: z.int() }),
});
export type SizesResponse = z.infer<typeof SizesResponse>;
