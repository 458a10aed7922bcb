import * as z from 'zod';
import { CleanTarget } from './events/fields.ts';
import { SYNTAX_PARSERS } from './nextflow/syntax-parser.ts';
import { ScriptError } from './fields/script-check.ts';

/**
 * Requests between services over core NATS (@nestjs/microservices). They are not persistent: nothing that must last
 * travels here. What a runner sends, and what it is asked, has its id in the subject, so that its login is bound to it.
 */
export const OPEN_JOBS = 'rpc.gateway.open_jobs';
/** Subject of a runner's heartbeats, and those of all. */
export const heartbeatSubject = (runnerId: string): string => `rpc.heartbeat.${runnerId}`;
export const HEARTBEATS = heartbeatSubject('*');
/** Subject of a runner's reports of lost attempts, and those of all. */
export const lostAttemptSubject = (runnerId: string): string => `rpc.gateway.lost_attempt.${runnerId}`;
export const LOST_ATTEMPTS = lostAttemptSubject('*');
/** Subjects of requests to a gateway, and to a runner: `*` for all. */
export const GATEWAY_REQUESTS = 'rpc.gateway.>';
export const runnerRequests = (runnerId: string): string => `rpc.runner.${runnerId}.>`;

/** A runner as it answers for its storage: with another one, the answer would be about other files. */
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
export const timeLimitsSubject = question('time_limits');
export const executorsSubject = question('executors');
export const sizesSubject = question('sizes');
export const accessSubject = question('access');
export const compileSubject = question('compile');
export const resultPartSubject = question('result_part');

/** Whether a message that names a runner as its sender came under the subject of that runner, which its login alone may use. */
export const isSentBy = (runnerId: unknown, subject: string, subjectOf: (runnerId: string) => string): boolean =>
  typeof runnerId === 'string' && subject === subjectOf(runnerId);

/**
 * How tasks are kept from the files and logins of Reprise: by a user of their own, by a namespace that hides the data dir,
 * or not at all.
 */
export const TaskIsolation = z.enum(['user', 'namespace', 'none']);
export type TaskIsolation = z.infer<typeof TaskIsolation>;

/** Checksums of a job's results that its runner computes: bytes read, and of how many. */
export const ResultCheck = z.object({
  job_id: z.string(),
  bytes_done: z.int().nonnegative(),
  bytes_total: z.int().nonnegative(),
});
export type ResultCheck = z.infer<typeof ResultCheck>;

/** Executor or engine of containers whose tool is on the PATH of tasks. */
export const RunnerExecutor = z.object({
  /** Nextflow's name of it, such as `docker` and `slurm`. */
  name: z.string(),
  /** Why tasks cannot use it, as a sentence without a full stop; null: they can. */
  problem: z.string().nullable(),
  /** How an end of its tasks is proven: by the processes of the runner's machine, or by its own answers only. */
  proof: z.enum(['processes', 'answers']),
});
export type RunnerExecutor = z.infer<typeof RunnerExecutor>;

export const Heartbeat = z.object({
  runner_id: z.string(),
  storage_id: z.string(),
  /** Signature by the key of the storage that this runner has it; absent of an older runner. */
  storage_proof: z.string().optional(),
  slots: z.int(),
  slots_taken: z.int(),
  /** Version of Nextflow that runs what asks for no other. */
  nextflow_version: z.string(),
  /** All that it has, that one first; absent of an older runner, which has that one. */
  nextflow_versions: z.array(z.string()).optional(),
  /** Reason why it takes no jobs now, as a sentence. */
  holds_back: z.string().nullable(),
  simulated: z.boolean(),
  isolation: TaskIsolation.optional(),
  /** Absent before it has looked for them, and of an older runner. */
  executors: z.array(RunnerExecutor).optional(),
  /** Cores and memory that a task can have where it runs. */
  cpus: z.int().positive().optional(),
  memory_bytes: z.int().positive().optional(),
  /** Name of its machine, and version of Reprise that it runs. */
  host: z.string().optional(),
  version: z.string().optional(),
  /** Processes that ran or waited for a core, the average of a minute. */
  load: z.number().nonnegative().optional(),
  /** Memory that tasks can still have, and the disk of its jobs, in bytes. */
  memory_free_bytes: z.int().nonnegative().optional(),
  disk_bytes: z.int().nonnegative().optional(),
  disk_free_bytes: z.int().nonnegative().optional(),
  /** Sentence about a disk with less than the reserve free; null: there is room. */
  disk_full: z.string().nullable().optional(),
  checking_results: z.array(ResultCheck).optional(),
  /** Time in milliseconds after which a silent runner counts as lost. */
  lease_ms: z.int(),
});
export type Heartbeat = z.infer<typeof Heartbeat>;

/**
 * Report of a runner that another one has been silent for its lease. A gateway that has heard it as long without the other
 * one fails the attempt.
 */
export const LostAttemptReport = z.object({ reporter: z.string(), job_id: z.uuid(), attempt: z.int().positive() });
export type LostAttemptReport = z.infer<typeof LostAttemptReport>;

/** Whether the work dir for a resume exists: the one of the session, as recorded in `attempt_started`. */
export const WorkDirRequest = z.object({ job_id: z.uuid(), work_dir: z.string() });
export type WorkDirRequest = z.infer<typeof WorkDirRequest>;
export const WorkDirResponse = z.object({ work_dir: z.enum(['present', 'absent']) });
export type WorkDirResponse = z.infer<typeof WorkDirResponse>;

/** Paths that tasks may be unable to read, since the user that they run as may not enter a folder. */
export const AccessRequest = z.object({
  paths: z
    .array(
      z.object({
        path: z.string().startsWith('/'),
        /** Whether all that is in it is meant, where it is a folder. */
        whole: z.boolean(),
        /** Whether uploading the files would do instead. */
        is_input: z.boolean(),
      }),
    )
    .max(1_000),
});
export type AccessRequest = z.infer<typeof AccessRequest>;
/** Those that tasks cannot read: why, and what to do, as sentences without a capital letter and with one. */
export const AccessResponse = z.object({
  unreadable: z.array(z.object({ path: z.string(), reason: z.string(), remedy: z.string() })),
});
export type AccessResponse = z.infer<typeof AccessResponse>;

/** Script and config of a pipeline, to be compiled as a run compiles them. */
export const CompileRequest = z.object({
  pipeline: z.string(),
  /** Digest of the folder's files, or commit of its repository. */
  revision: z.string(),
  nextflow_version: z.string(),
  /** Null: that of the runner's environment, else of the version. */
  syntax_parser: z.enum(SYNTAX_PARSERS).nullable(),
  profiles: z.array(z.string()),
});
export type CompileRequest = z.infer<typeof CompileRequest>;
export const CompileResponse = z.object({
  /** Null where it cannot be told: that runner has no such revision or version, or its Nextflow failed by something else. */
  errors: z.array(ScriptError).nullable(),
  /** Whether it still compiles, or waits for others that do: ask again. A runner may answer for seconds only. */
  is_compiling: z.boolean().optional(),
});
export type CompileResponse = z.infer<typeof CompileResponse>;

/**
 * Part of a text file of an attempt. `file`: `nextflow`, `stdout`, the short hash of a task (its combined output), or that with `/command`.
 */
export const TextRequest = z.object({
  job_id: z.uuid(),
  attempt: z.int().positive(),
  file: z.string(),
  /** Work dir of the attempt, as recorded in `attempt_started`: with it tasks are found where it lies elsewhere. */
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
  /** Script of the run, as it was given to Nextflow. */
  script: z.string().nullable(),
  tasks: z.array(z.object({ process: z.string(), hash: z.string() })).max(1_000),
  /** Attempts of the same pipeline whose traces may tell them, the latest first. */
  attempts: z.array(z.object({ job_id: z.uuid(), attempt: z.int().positive() })).max(100),
});
export type TimeLimitsRequest = z.infer<typeof TimeLimitsRequest>;
/** Milliseconds by process; null: it has no limit. Absent: not known. */
export const TimeLimitsResponse = z.object({ limits: z.record(z.string(), z.number().nullable()) });
export type TimeLimitsResponse = z.infer<typeof TimeLimitsResponse>;

/** Live tasks of an attempt on other machines, as `ExecutorListings` has them. */
export const ExecutorsRequest = z.object({
  job_id: z.uuid(),
  attempt: z.int().positive(),
  /** Folder or URL for the work dirs of jobs, if they are not beside the others. */
  work_dir: z.string().nullable(),
});
export type ExecutorsRequest = z.infer<typeof ExecutorsRequest>;

/** Folders of an attempt, as recorded in `attempt_started`; a runner reads them only in the folder of that job. */
const ResultDirs = z.object({ job_id: z.uuid(), output_dir: z.string(), work_dir: z.string() });

/** Files under an output dir, a page at a time. */
export const ResultsRequest = ResultDirs.extend({
  /** Path of the last file of the page before. */
  after: z.string().nullable(),
});
export type ResultsRequest = z.infer<typeof ResultsRequest>;
export const ResultsResponse = z.object({
  /** `path` is relative to the output dir. */
  entries: z.array(z.object({ path: z.string(), bytes: z.int() })),
  more: z.boolean(),
  /** Whether the files could not be listed to the end; absent of an older runner. */
  truncated: z.boolean().optional(),
});
export type ResultsResponse = z.infer<typeof ResultsResponse>;

/** Bytes of one file under an output dir. */
export const ResultPartRequest = ResultDirs.extend({
  path: z.string(),
  offset: z.int().nonnegative(),
  /** Bytes; 0 asks for the size alone. */
  limit: z.int().nonnegative(),
});
export type ResultPartRequest = z.infer<typeof ResultPartRequest>;
/** `null` where there is no such file. */
export const ResultPartResponse = z.object({
  part: z.object({ size: z.int(), modified_at: z.iso.datetime(), base64: z.string() }).nullable(),
});
export type ResultPartResponse = z.infer<typeof ResultPartResponse>;

/** Files of a job on a storage, as `JobUsage` has them. */
export const UsageRequest = z.object({
  job_id: z.uuid(),
  /** Folder or URL for the work dirs of jobs, if they are not beside the others. */
  work_dir: z.string().nullable(),
});
export type UsageRequest = z.infer<typeof UsageRequest>;

/** Files that a clean would delete, as `CleanPreview` has it. */
export const CleanPlanRequest = UsageRequest.extend({
  what: CleanTarget,
  /** Number of the attempt that began the session: names its work dir and the first of its output dirs; null if it never started. */
  session: z.int().positive().nullable(),
  /** Whether its work dir was cleaned before; none: it was not. */
  is_work_cleaned: z.boolean().optional(),
  /** Latest attempt of which a rerun left files on this storage: all up to it are meant, whatever `what` is. */
  left_by: z.int().positive().optional(),
});
export type CleanPlanRequest = z.infer<typeof CleanPlanRequest>;

/** Tasks in a work dir that a resume, or a restart from a step, would run again. */
export const RedoRequest = z.object({
  job_id: z.uuid(),
  /** Latest attempt. */
  attempt: z.int().positive(),
  work_dir: z.string(),
  /** Full process name; null for a resume. */
  step: z.string().nullable(),
  /** Old values of changed parameters, to be looked for in the commands of tasks. */
  search: z.array(z.string()).max(100),
});
export type RedoRequest = z.infer<typeof RedoRequest>;

/**
 * Reason why tasks run again: they are of the chosen step; their command has an old value of a changed parameter; they use
 * such tasks; they may use them, since not all of their inputs are known; they are not in Nextflow's cache; they have not
 * succeeded yet.
 */
export const RedoReason = z.enum(['chosen', 'changed', 'uses', 'may_use', 'not_cached', 'unfinished']);
export type RedoReason = z.infer<typeof RedoReason>;

/** A lock of a job, and the process that has it: that of the job's attempts, or Nextflow's on the session. */
export const HeldLock = z.object({ lock: z.enum(['job', 'session']), pid: z.int().positive() });
export type HeldLock = z.infer<typeof HeldLock>;

export const RedoResponse = z.object({
  work_dir: z.enum(['present', 'absent']),
  held: HeldLock.nullable(),
  /** Full names of the processes with task dirs. */
  steps: z.array(z.string()),
  /** Number of succeeded tasks that stay cached, by process. */
  cached: z.record(z.string(), z.int()),
  /** Short hashes of these tasks: recorded ones that are in no list have no task dir any more. */
  kept: z.array(z.string()).optional(),
  /** Tasks that run again, by process and reason. */
  groups: z.array(
    z.object({
      process: z.string(),
      reason: RedoReason,
      /** Process of a task that they use. */
      uses: z.string().nullable(),
      /** Whether their dirs are moved aside; the others run again by themselves. */
      is_moved: z.boolean(),
      /** Short hashes. */
      hashes: z.array(z.string()),
    }),
  ),
  /** Processes whose commands have a searched text, by that text. */
  found: z.record(z.string(), z.array(z.string())),
});
export type RedoResponse = z.infer<typeof RedoResponse>;
/** Measured size of a job's files on a storage. */
export const JobSize = z.object({
  job_id: z.uuid(),
  /** Bytes of the results of all attempts, and of work dirs and launch dir. */
  results_bytes: z.int(),
  work_dir_bytes: z.int(),
  /** Part of `work_dir_bytes` on another disk than the folder of the jobs. An older runner does not say. */
  other_disk_bytes: z.int().default(0),
  measured_at: z.iso.datetime(),
});
export type JobSize = z.infer<typeof JobSize>;

/** Sizes of all jobs on a storage, by job id, a page at a time. */
export const SizesRequest = z.object({ after: z.uuid().nullable() });
export const SizesResponse = z.object({
  sizes: z.array(JobSize),
  more: z.boolean(),
  /** Disk of the jobs, in bytes. Storages with the same `id` are on one file system; absent where it cannot be told. */
  disk: z.object({ id: z.string().optional(), bytes: z.int(), free_bytes: z.int() }),
});
export type SizesResponse = z.infer<typeof SizesResponse>;
