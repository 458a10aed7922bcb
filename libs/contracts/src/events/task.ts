import * as z from 'zod';
import { QcReport } from '../fields/qc.ts';
import { RunDescription, Tool, UsedImage } from './run-facts.ts';
import { defineEvents, schemasOf } from './definition.ts';
import { Hang, UnprovenDuring, UnprovenExecutor } from './fields.ts';

/** Task and observation events, as observed by the attempt's runner. Only for views; `decide` ignores them. */

/**
 * Execution of a step, identified by the short hash of its work dir (`ab/cdef12`), never by the `task_id` of Nextflow.
 * Tasks with equal inputs share their work dir, so the second one is `ab/cdef12-2`.
 */
export const TaskFacts = z.object({
  attempt: z.int().positive(),
  /** Full Nextflow process name, `WF:SUB:ALIGN`. */
  process: z.string(),
  /** Label of the step. */
  step: z.string(),
  tag: z.string().nullable(),
  /** Name as Nextflow prints it: `ALIGN (DEMO1)`. */
  name: z.string(),
  hash: z.string(),
  work_dir: z.string().nullable(),
  /** Number of the try, from 1. */
  try: z.int().positive().default(1),
  submitted_at: z.iso.datetime().nullable(),
  started_at: z.iso.datetime().nullable(),
  completed_at: z.iso.datetime().nullable(),
  exit_code: z.int().nullable(),
  duration_ms: z.number().nonnegative().nullable(),
  /** Bytes; null if Nextflow did not measure it. */
  peak_rss: z.number().nonnegative().nullable(),
  cpu_percent: z.number().nonnegative().nullable(),
  /** Nextflow's `error_action` for a failed try: TERMINATE, FINISH, RETRY, IGNORE. */
  error_action: z.string().nullable(),
});
export type TaskFacts = z.infer<typeof TaskFacts>;

/** Task submitted to an executor. */
const SubmittedTaskFacts = TaskFacts.extend({
  /** Job id on a remote executor, such as Slurm; absent if the task is local or the id is unknown. */
  native_id: z.string().optional(),
});

/**
 * Resources that a task requested and used, as Nextflow traced them; null if they were not requested or not measured.
 * Memory and files in bytes, times in milliseconds.
 */
export const TaskResources = z.object({
  cpus: z.number().nonnegative().nullable(),
  memory: z.number().nonnegative().nullable(),
  disk: z.number().nonnegative().nullable(),
  /** The `time` directive. */
  time_ms: z.number().nonnegative().nullable(),
  /** Time from start to end of the task's script, pauses included. */
  realtime_ms: z.number().nonnegative().nullable(),
  peak_vmem: z.number().nonnegative().nullable(),
  memory_percent: z.number().nonnegative().nullable(),
  /** Bytes that its processes read and wrote, including from and to the page cache and pipes. */
  rchar: z.number().nonnegative().nullable(),
  wchar: z.number().nonnegative().nullable(),
  /** Bytes that its processes read from and wrote to disks. */
  read_bytes: z.number().nonnegative().nullable(),
  write_bytes: z.number().nonnegative().nullable(),
  queue: z.string().nullable(),
});
export type TaskResources = z.infer<typeof TaskResources>;

/** Absent if Nextflow did not trace them: the attempt was started by a release up to 0.2.0, or Nextflow was killed. */
const traced = { resources: TaskResources.optional() };
const EndedTaskFacts = SubmittedTaskFacts.extend(traced);

/** Difference between a task and an earlier one, as Nextflow reports it. */
export const InputChange = z.object({
  kind: z.enum(['file', 'value', 'param', 'script', 'container', 'other']),
  /** Name of the file, input or parameter. */
  name: z.string().nullable(),
  /** Path or value, truncated if long. Equal on both sides if only the content changed. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** Full name of the process whose task created the file, if a task did. */
  made_by: z.string().nullable(),
});
export type InputChange = z.infer<typeof InputChange>;

/** Reason why a task was not cached although a similar earlier one succeeded. */
export const CacheMiss = z.object({
  /** Attempt and hash of the earlier task. */
  attempt: z.int().positive(),
  hash: z.string(),
  /** Empty if Nextflow reports no difference. */
  changes: z.array(InputChange),
});
export type CacheMiss = z.infer<typeof CacheMiss>;

export const PlannedStep = z.object({ process: z.string(), step: z.string() });
export type PlannedStep = z.infer<typeof PlannedStep>;

/** Reason why no checksum of an input file was recorded. */
export const InputProblem = z.enum([
  'vanished',
  'unreadable',
  'not_a_file',
  /** The file is a link to a target outside of the input roots, which is not read. */
  'leads_out',
  /** The file changed while it was read. */
  'changed_while_read',
  /** The attempt ended before the file was read. */
  'not_read',
]);
export type InputProblem = z.infer<typeof InputProblem>;

/** File that a path parameter refers to, as the runner found it. */
export const ObservedInput = z.object({
  path: z.string(),
  bytes: z.int().nonnegative().nullable(),
  sha256: z.string().nullable(),
  /** Time at which it was read. May be before the attempt's start if size, times and inode are unchanged since then. */
  read_at: z.iso.datetime().nullable(),
  problem: InputProblem.nullable(),
});
export type ObservedInput = z.infer<typeof ObservedInput>;

export const taskDefinitions = defineEvents({
  task_submitted: {
    description: 'Nextflow submitted a task.',
    appendedBy: ['runner'],
    data: SubmittedTaskFacts,
  },
  task_started: {
    description: 'A task started.',
    appendedBy: ['runner'],
    data: SubmittedTaskFacts,
  },
  task_cached: {
    description: 'A task was taken from an earlier attempt.',
    appendedBy: ['runner'],
    data: TaskFacts.extend(traced),
  },
  task_completed: {
    description: 'A task ended well.',
    appendedBy: ['runner'],
    data: EndedTaskFacts,
  },
  task_failed: {
    description: 'A task failed.',
    appendedBy: ['runner'],
    data: EndedTaskFacts,
  },
  task_retried: {
    description: 'A task failed and is tried again.',
    appendedBy: ['runner'],
    data: EndedTaskFacts,
  },
  task_aborted: {
    description: 'A task was stopped, because the attempt ended.',
    appendedBy: ['runner'],
    data: EndedTaskFacts,
  },
  /** Follows `task_submitted` in a resume or restart. */
  task_cache_missed: {
    description: 'A task runs again although an earlier one like it had ended well: which of its inputs changed.',
    appendedBy: ['runner'],
    data: TaskFacts.extend({ cache_miss: CacheMiss }),
  },
  plan_observed: {
    description: 'The steps that the run has, in the order in which its workflow names them.',
    appendedBy: ['runner'],
    data: z.object({
      attempt: z.int().positive(),
      steps: z.array(PlannedStep),
      edges: z.array(z.tuple([z.string(), z.string()])),
    }),
  },
  /** Recorded only if there is one. */
  executors_observed: {
    description:
      "Tasks run by executors on other machines than the runner's, such as `slurm`, and which of them are asked for their tasks.",
    appendedBy: ['runner'],
    data: z.object({
      attempt: z.int().positive(),
      elsewhere: z.array(z.string()).min(1),
      /** Executors that are queried before the attempt counts as ended, paused or continued. */
      asked: z.array(z.string()).optional(),
    }),
  },
  /** Event of earlier releases. Its replacement is `attempt_unproven`, which decisions depend on. */
  unproven_observed: {
    description:
      'An executor did not prove that the tasks have ended, or stand still: what is left, or why it does not answer.',
    appendedBy: ['runner'],
    isReserved: true,
    data: z.object({
      attempt: z.int().positive(),
      during: UnprovenDuring,
      executors: z.array(UnprovenExecutor).min(1),
    }),
  },
  session_observed: {
    description: "Nextflow's session id, which a resume needs.",
    appendedBy: ['runner'],
    data: z.object({ attempt: z.int().positive(), session_id: z.string() }),
  },
  /** Recorded once per attempt. */
  stall_observed: {
    description: 'The run stood still: Nextflow ran no task, and submitted none of those that waited.',
    appendedBy: ['runner'],
    data: z.object({ attempt: z.int().positive(), tasks_waiting: z.int().positive() }),
  },
  /** Recorded once per attempt. */
  hang_observed: {
    description:
      'Nextflow should have ended and hangs: it had aborted its run, or its last task had ended, minutes before.',
    appendedBy: ['runner'],
    data: Hang.extend({ attempt: z.int().positive() }),
  },
  /** Input files with checksums, read while the pipeline runs. Not recorded if no parameter refers to a file. */
  inputs_observed: {
    description: 'The input files of the attempt with their SHA-256, read during the run.',
    appendedBy: ['runner'],
    data: z.object({
      attempt: z.int().positive(),
      /**
       * Ordered by path. Empty if the list is too long for an event; `inputs_manifest` then names the file with the
       * list.
       */
      inputs: z.array(ObservedInput),
      inputs_manifest: z.object({ path: z.string(), sha256: z.string(), count: z.int() }).optional(),
      /** `false` if the list is truncated. */
      complete: z.boolean(),
    }),
  },
  /** Recorded after the run, before its ending event. */
  run_described: {
    description:
      'The parameters as they took effect, defaults included, the reference data and the version of the pipeline.',
    appendedBy: ['runner'],
    data: RunDescription.extend({ attempt: z.int().positive() }),
  },
  /** Not recorded if no task reports a version. */
  tools_observed: {
    description: 'The tools that the tasks used, with their versions, as the tasks reported them.',
    appendedBy: ['runner'],
    data: z.object({
      attempt: z.int().positive(),
      tools: z.array(Tool),
      /** `false` if the list is truncated. */
      complete: z.boolean(),
    }),
  },
  /** Recorded after the run, before its ending event. Not recorded if no task used a container. */
  containers_observed: {
    description:
      'The container images in which tasks ran, with the digests that their engine had on the runner at that time.',
    appendedBy: ['runner'],
    data: z.object({
      attempt: z.int().positive(),
      images: z.array(UsedImage).min(1),
      /** `false` if the list is truncated. */
      complete: z.boolean(),
    }),
  },
  /** Only for attempts that succeeded and whose manifest declares metrics. */
  qc_measured: {
    description: 'The quality of the results, measured by the pipeline and judged by the limits of its manifest.',
    appendedBy: ['runner'],
    data: QcReport.extend({ attempt: z.int().positive() }),
  },
});

export const taskEvents = schemasOf(taskDefinitions);

export type TaskEventType = keyof typeof taskEvents;
