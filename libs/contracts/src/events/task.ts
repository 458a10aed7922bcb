import * as z from 'zod';
import { defineEvents, schemasOf } from './definition.ts';

/** Task and observation events: what the attempt's runner saw. For the view only; `decide` never looks at them. */

/** One execution of a step, known by the short hash of its work dir (`ab/cdef12`); never by Nextflow's `task_id`. */
export const TaskFacts = z.object({
  attempt: z.int().positive(),
  /** Full Nextflow name, `WF:SUB:ALIGN`. */
  process: z.string(),
  /** The step's label for people. */
  step: z.string(),
  tag: z.string().nullable(),
  /** As Nextflow prints it: `ALIGN (DEMO1)`. */
  name: z.string(),
  hash: z.string(),
  work_dir: z.string().nullable(),
  /** Which try of the task this is, from 1. */
  try: z.int().positive().default(1),
  submitted_at: z.iso.datetime().nullable(),
  started_at: z.iso.datetime().nullable(),
  completed_at: z.iso.datetime().nullable(),
  exit_code: z.int().nullable(),
  duration_ms: z.number().nonnegative().nullable(),
  /** Bytes, where Nextflow measured it. */
  peak_rss: z.number().nonnegative().nullable(),
  cpu_percent: z.number().nonnegative().nullable(),
  /** Nextflow's `error_action` of a try that failed: TERMINATE, FINISH, RETRY, IGNORE. */
  error_action: z.string().nullable(),
});
export type TaskFacts = z.infer<typeof TaskFacts>;

/** One thing that differs between a task and an earlier one like it, as far as Nextflow tells. */
export const InputChange = z.object({
  kind: z.enum(['file', 'value', 'param', 'script', 'container', 'other']),
  /** Of the file, input or parameter. */
  name: z.string().nullable(),
  /** A path or value, cut where it is long. The same path twice: what lies there changed. */
  from: z.string().nullable(),
  to: z.string().nullable(),
  /** Of a file that another task has made: the full name of its process. */
  made_by: z.string().nullable(),
});
export type InputChange = z.infer<typeof InputChange>;

/** Why a task was not taken from the cache although an earlier one like it had ended well. */
export const CacheMiss = z.object({
  /** The earlier task: its attempt and hash. */
  attempt: z.int().positive(),
  hash: z.string(),
  /** Empty where Nextflow tells of nothing that differs. */
  changes: z.array(InputChange),
});
export type CacheMiss = z.infer<typeof CacheMiss>;

export const PlannedStep = z.object({ process: z.string(), step: z.string() });
export type PlannedStep = z.infer<typeof PlannedStep>;

/** Why no checksum of an input file was recorded. */
export const InputProblem = z.enum([
  'vanished',
  'unreadable',
  'not_a_file',
  /** A link whose target lies in no input root: it is not read. */
  'leads_out',
  /** It was written to while it was read. */
  'changed_while_read',
  /** The attempt was over before it was this file's turn. */
  'not_read',
]);
export type InputProblem = z.infer<typeof InputProblem>;

/** A file behind the path parameters, as the attempt's runner found it. */
export const ObservedInput = z.object({
  path: z.string(),
  bytes: z.int().nonnegative().nullable(),
  sha256: z.string().nullable(),
  /** When its content was read. Before the attempt's start where size, times and inode are still those of that reading. */
  read_at: z.iso.datetime().nullable(),
  problem: InputProblem.nullable(),
});
export type ObservedInput = z.infer<typeof ObservedInput>;

export const taskDefinitions = defineEvents({
  task_submitted: {
    says: 'Nextflow submitted a task.',
    appendedBy: ['runner'],
    data: TaskFacts,
  },
  task_started: {
    says: 'A task started.',
    appendedBy: ['runner'],
    data: TaskFacts,
  },
  task_cached: {
    says: 'A task was taken from an earlier attempt.',
    appendedBy: ['runner'],
    data: TaskFacts,
  },
  task_completed: {
    says: 'A task ended well.',
    appendedBy: ['runner'],
    data: TaskFacts,
  },
  task_failed: {
    says: 'A task failed.',
    appendedBy: ['runner'],
    data: TaskFacts,
  },
  task_retried: {
    says: 'A task failed and is tried again.',
    appendedBy: ['runner'],
    data: TaskFacts,
  },
  task_aborted: {
    says: 'A task was stopped, because the attempt ended.',
    appendedBy: ['runner'],
    data: TaskFacts,
  },
  /** In a resume or restart, right after `task_submitted`. */
  task_cache_missed: {
    says: 'A task runs again although an earlier one like it had ended well: which of its inputs changed.',
    appendedBy: ['runner'],
    data: TaskFacts.extend({ cache_miss: CacheMiss }),
  },
  plan_observed: {
    says: "The pipeline's steps in their order, from a preview; the steps that run may differ.",
    appendedBy: ['runner'],
    data: z.object({
      attempt: z.int().positive(),
      steps: z.array(PlannedStep),
      edges: z.array(z.tuple([z.string(), z.string()])),
    }),
  },
  session_observed: {
    says: "Nextflow's session id, which a resume needs.",
    appendedBy: ['runner'],
    data: z.object({ attempt: z.int().positive(), session_id: z.string() }),
  },
  /** The input files with their checksums, read beside the run. Not told where no parameter names a file. */
  inputs_observed: {
    says: 'The input files of the attempt with their SHA-256, read beside the run.',
    appendedBy: ['runner'],
    data: z.object({
      attempt: z.int().positive(),
      /** In the order of their paths. Empty when the list was too long for an event: then `inputs_manifest` names the file that holds it. */
      inputs: z.array(ObservedInput),
      inputs_manifest: z.object({ path: z.string(), sha256: z.string(), count: z.int() }).optional(),
      /** False where there were more files than are listed. */
      complete: z.boolean(),
    }),
  },
});

export const taskEvents = schemasOf(taskDefinitions);

export type TaskEventType = keyof typeof taskEvents;
