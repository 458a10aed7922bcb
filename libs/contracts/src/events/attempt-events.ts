import * as z from 'zod';
import { SYNTAX_PARSERS } from '../nextflow/syntax-parser.ts';
import { defineEvents } from './definition.ts';
import {
  AttemptNumber,
  CancelCleanTarget,
  Disruption,
  Ending,
  Excerpt,
  ExecutorEndings,
  FailureCause,
  Output,
  PauseMode,
  ProcessIdentity,
  ReasonGiven,
  Requested,
  RunWarning,
  SignalSent,
  UnprovenDuring,
  UnprovenExecutor,
} from './fields.ts';

/** Events of an attempt from claim to end. */
export const attemptEvents = defineEvents({
  attempt_claimed: {
    description: 'A runner took the attempt; nothing runs yet.',
    appendedBy: ['runner'],
    data: z.object({ attempt: AttemptNumber, runner_id: z.string() }),
  },
  attempt_started: {
    description: 'Nextflow was started: by which command, in which folders, as which process.',
    appendedBy: ['runner'],
    data: z.object({
      attempt: AttemptNumber,
      runner_id: z.string(),
      storage_id: z.string(),
      /** Process held at the gate. It becomes the Nextflow launcher and leads its process group. */
      process: ProcessIdentity,
      /** Revision that runs, which may be newer than the submitted one. */
      pipeline_revision: z.string(),
      nextflow_version: z.string(),
      /** Parser of scripts and configs; absent if this version has only one parser. */
      syntax_parser: z.enum(SYNTAX_PARSERS).optional(),
      run_name: z.string(),
      argv: z.array(z.string()),
      launch_dir: z.string(),
      work_dir: z.string(),
      output_dir: z.string(),
      /** Storage with earlier results that a rerun could not delete, because this runner cannot access it. */
      results_left_on: z.string().optional(),
    }),
  },
  nextflow_observed: {
    description:
      'The attempt runs with a different Nextflow than its start says: its launcher runs a different version than it reported to the runner.',
    appendedBy: ['runner'],
    data: z.object({
      attempt: AttemptNumber,
      /** Version according to Nextflow's log. */
      nextflow_version: z.string(),
      /** Absent if this version has only one parser. */
      syntax_parser: z.enum(SYNTAX_PARSERS).optional(),
    }),
  },
  paused: {
    description: 'The pause has taken effect.',
    appendedBy: ['runner'],
    data: z.object({ attempt: AttemptNumber, mode: PauseMode }),
  },
  unpaused: {
    description: 'The attempt continues.',
    appendedBy: ['runner'],
    data: z.object({ attempt: AttemptNumber }),
  },
  attempt_succeeded: {
    description: 'The attempt ended well, with these outputs and their checksums.',
    appendedBy: ['runner'],
    data: Ending.extend({
      exit_code: z.int(),
      duration_ms: z.number().nonnegative(),
      /**
       * The first outputs of each kind if the list is too long for an event. `outputs_manifest` then names the file
       * with the complete list.
       */
      outputs: z.array(Output),
      outputs_manifest: z.object({ path: z.string(), sha256: z.string(), count: z.int() }).optional(),
      /**
       * Files and folders of the results that could not be read, with the reasons. They are not part of the outputs.
       */
      outputs_skipped: z.array(z.object({ path: z.string(), reason: z.string() })).optional(),
      /** Total number, if `outputs_skipped` is truncated. */
      outputs_skipped_count: z.int().positive().optional(),
      /** Incomplete parts of the run, the most important first; absent if there are none. */
      warnings: z.array(RunWarning).min(1).optional(),
    }),
  },
  attempt_failed: {
    description: 'The attempt ended with an error: its cause, the step, the lines that it printed around the cause.',
    // The gateway fails attempts whose runner is lost, and attempts that an administrator abandons.
    appendedBy: ['gateway', 'runner'],
    data: Ending.extend({
      cause: FailureCause,
      /**
       * Event outside of the pipeline that ended the failed task; absent if there was none or the executor does not
       * report it.
       */
      disruption: Disruption.optional(),
      exit_code: z.int().nullable(),
      signal: z.string().nullable(),
      /** Full process name and short hash of the failed task, if there is one. */
      failing_step: z.string().nullable(),
      failing_task: z.string().nullable(),
      /** Lines printed by the failed task around the one that names the cause, or lines printed by Nextflow itself. */
      stderr_tail: z.array(z.string()),
      excerpt: Excerpt.optional(),
      /** Message that says what to do. */
      message: z.string(),
      /** Short cause, without the task and its exit code. */
      summary: z.string().optional(),
      duration_ms: z.number().nonnegative().nullable(),
      processes_ended: z.int().nonnegative(),
      /** Other incomplete parts of the run; absent if there are none. */
      warnings: z.array(RunWarning).min(1).optional(),
      /** Executors of an abandoned attempt whose tasks are not proven to have ended. */
      unproven: z.array(UnprovenExecutor).optional(),
    }),
  },
  attempt_cancelled: {
    description:
      'The attempt was cancelled and every process of it has ended, as have its tasks on executors that can be asked.',
    // The gateway cancels only unclaimed attempts.
    appendedBy: ['gateway', 'runner'],
    data: z.object({
      attempt: AttemptNumber,
      signals: z.array(SignalSent),
      processes_ended: z.int().nonnegative(),
      /** Verified in the process tree. If processes survive, the event is `cancel_unconfirmed`. */
      survivors: z.literal(0),
      duration_ms: z.number().nonnegative().nullable(),
      executors: ExecutorEndings,
      /** Files that the runner deletes next, which `cleaned` records. Absent if the policy keeps them. */
      clean: z
        .object({
          what: CancelCleanTarget,
          /** Whether results are kept because an earlier attempt with the same output dir succeeded. */
          keep_results: z.boolean(),
          /** Text of the policy. */
          rule: z.string(),
        })
        .optional(),
    }),
  },
  cancel_joined: {
    description: 'Another person asked to cancel too, while a cancel was under way; nothing else changed.',
    appendedBy: ['gateway'],
    data: Requested,
  },
  cancel_unconfirmed: {
    description:
      'Tasks of a cancelled attempt could not be ended, or are not proven to have; the job stays cancelling.',
    appendedBy: ['runner'],
    data: z.object({
      attempt: AttemptNumber,
      pids: z.array(z.int()),
      signals: z.array(SignalSent),
      executors: z.array(UnprovenExecutor).optional(),
    }),
  },
  attempt_unproven: {
    description:
      'Tasks of an attempt are not proven to have ended, stopped or continued: the job keeps its status, and the check is repeated.',
    appendedBy: ['runner'],
    data: z.object({
      attempt: AttemptNumber,
      during: UnprovenDuring,
      executors: z.array(UnprovenExecutor).min(1),
    }),
  },
  end_proven: {
    description: 'Nothing is left of an attempt that was abandoned: its work dir can be used and deleted again.',
    appendedBy: ['runner'],
    data: z.object({ attempt: AttemptNumber, executors: ExecutorEndings }),
  },
  cleaned: {
    description: 'Files of an attempt were deleted, and whether it can still be resumed.',
    appendedBy: ['runner'],
    data: z.object({
      attempt: AttemptNumber,
      paths: z.array(z.string()),
      bytes: z.int().nonnegative(),
      /** Policy or person that requested it. */
      by: z.string(),
      reason: ReasonGiven,
      resume_possible: z.boolean(),
    }),
  },
  clean_failed: {
    description: 'Files of an attempt could not all be deleted: which are left, and why.',
    appendedBy: ['runner'],
    data: z.object({
      attempt: AttemptNumber,
      /** Bytes deleted. */
      bytes: z.int().nonnegative(),
      /** The first paths that remain; at most 20. */
      left: z.array(z.object({ path: z.string(), reason: z.string() })),
      /** Total number, if `left` is truncated. */
      left_count: z.int().positive().optional(),
      resume_possible: z.boolean(),
    }),
  },
});
