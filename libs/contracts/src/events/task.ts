import * as z from 'zod';

/** Task and observation events, as seen by the runner of the attempt. For views only; `decide` ignores them. */

/**
 * Execution of a step, identified by the short hash of its work dir (`ab/cdef12`), never by the `task_id` of Nextflow.
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
  /** Try of the task, from 1. */
  try: z.int().positive().default(1),
  submitted_at: z.iso.datetime().nullable(),
  started_at: z.iso.datetime().nullable(),
  completed_at: z.iso.datetime().nullable(),
  exit_code: z.int().nullable(),
  duration_ms: z.number().nonnegative().nullable(),
  /** Bytes, if Nextflow measured it. */
  peak_rss: z.number().nonnegative().nullable(),
  cpu_percent: z.number().nonnegative().nullable(),
  /** `error_action` of Nextflow for a failed try: TERMINATE, FINISH, RETRY, IGNORE. */
  error_action: z.string().nullable(),
});
export type TaskFacts = z.infer<typeof TaskFacts>;

/** Difference between a task and an earlier one, as far as Nextflow tells. */
export const InputChange = z.object({
  kind: z.enum(['file', 'value', 'param', 'script', 'container', 'other']),
  /** Name of the file, input or parameter. */
  name: z.string().nullable(),
  /** Path or value, truncated if long. The same path in both: its content changed. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** Full name of the process that made the file, if a task did. */
  made_by: z.string().nullable(),
});
export type InputChange = z.infer<typeof InputChange>;

/** Reason why a task was not cached although an earlier one like it had succeeded. */
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
  /** Link to a target outside the input roots, which is not read. */
  'leads_out',
  /** Changed while it was read. */
  'changed_while_read',
  /** The attempt ended before the file was read. */
  'not_read',
]);
export type InputProblem = z.infer<typeof InputProblem>;

/** File that a path parameter points to, as the runner found it. */
export const ObservedInput = z.object({
  path: z.string(),
  bytes: z.int().nonnegative().nullable(),
  sha256: z.string().nullable(),
  /** Time of reading. Before the start of the attempt if size, times and inode have not changed since that reading. */
  read_at: z.iso.datetime().nullable(),
  problem: InputProblem.nullable(),
});
export type ObservedInput = z.infer<typeof ObservedInput>;

export const taskEvents = {
  task_submitted: TaskFacts,
  task_started: TaskFacts,
  task_cached: TaskFacts,
  task_completed: TaskFacts,
  task_failed: TaskFacts,
  task_retried: TaskFacts,
  task_aborted: TaskFacts,
  /** Follows `task_submitted`, in a resume or restart. */
  task_cache_missed: TaskFacts.extend({ cache_miss: CacheMiss }),
  /** Steps in the order of the pipeline, from a preview. */
  plan_observed: z.object({
    attempt: z.int().positive(),
    steps: z.array(PlannedStep),
    edges: z.array(z.tuple([z.string(), z.string()])),
  }),
  /** Session id of Nextflow, for a resume. */
  session_observed: z.object({ attempt: z.int().positive(), session_id: z.string() }),
  /** Input files with checksums, read while the pipeline runs. Not recorded if no parameter names a file. */
  inputs_observed: z.object({
    attempt: z.int().positive(),
    /**
     * Ordered by path. Empty if the list is too long for an event: `inputs_manifest` then names the file with the list.
     */
    inputs: z.array(ObservedInput),
    inputs_manifest: z.object({ path: z.string(), sha256: z.string(), count: z.int() }).optional(),
    /** `false` if the list is truncated. */
    complete: z.boolean(),
  }),
} as const;

export type TaskEventType = keyof typeof taskEvents;
