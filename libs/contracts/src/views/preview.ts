import * as z from 'zod';
import { optionalBody } from '../inputs.ts';
import { MayRemain, MissingInput } from '../commands/jobs/rerun.ts';
import { ParamsGiven } from '../commands/params-given.ts';
import { HeldLock, RedoReason } from '../requests.ts';

/** `POST /api/jobs/{id}/preview`: preview of a restart if a step is given, otherwise of a resume. */
export const PreviewBody = optionalBody(
  z.strictObject({
    /** Full process name. */
    step: z.string().trim().min(1).max(500).optional(),
    /** Changed parameters. */
    params: ParamsGiven.optional(),
  }),
);
export type PreviewBody = z.infer<typeof PreviewBody>;

/**
 * Reason why tasks run again. Besides the reasons that a runner reports: their work dir or files in it were deleted
 * (`work_dir_gone`); they may use an input that is missing or changed (`input`); a different Nextflow has, or may have,
 * different hashes for them (`nextflow`); the pipeline's files have changed since they ran (`pipeline`); they may use a
 * changed parameter that their commands do not reveal (`parameter`); Nextflow may not look for them in its cache,
 * because the pipeline's scripts or config set `cache` for their process (`no_cache`).
 */
export const PreviewReason = z.enum([
  ...RedoReason.options,
  'work_dir_gone',
  'input',
  'nextflow',
  'pipeline',
  'parameter',
  'no_cache',
]);
export type PreviewReason = z.infer<typeof PreviewReason>;

export const PreviewStep = z.object({
  /** Full process name. */
  process: z.string(),
  /** Label for people. */
  step: z.string(),
  /** `maybe`: its tasks run again or stay cached. `first`: it has not run yet. */
  will: z.enum(['cached', 'maybe', 'again', 'partly', 'first']),
  /** Why its tasks run again; null if none of them do. */
  reason: PreviewReason.nullable(),
  /** Label of the step whose results it uses. */
  uses: z.string().nullable(),
  tasks_again: z.int(),
  tasks_cached: z.int(),
  /**
   * Tasks that may run again, because an input, a different Nextflow, a changed pipeline or a changed parameter may
   * change their hashes, or because their process, or one whose results they use, may have `cache false`.
   */
  tasks_maybe: z.int(),
  /** Names of tasks that run again, truncated if there are many. */
  names: z.array(z.string()),
  /** Total time of its tasks when they last ran in this job; null if none succeeded. */
  last_ms: z.number().nullable(),
  /**
   * Median duration of its longest task over earlier jobs of this pipeline. Also null if one of its tasks was stopped
   * after a longer time.
   */
  usual_ms: z.number().nullable(),
  /**
   * Expected time of the tasks that will run: as long as they took last time. For tasks that have not finished, it is
   * estimated from the finished ones, else `usual_ms`. Null if too little is known or no task will run.
   */
  expected_ms: z.number().nullable(),
});
export type PreviewStep = z.infer<typeof PreviewStep>;

export const RunPreview = z.object({
  /** Reason why the command would be rejected now. */
  refusal: z.string().nullable(),
  /** `unknown` if no runner with the storage answers. The steps are then unknown too. */
  work_dir: z.enum(['present', 'absent', 'unknown']),
  /** Inputs that no longer exist. */
  missing_inputs: z.array(MissingInput),
  /** Paths of input files whose size or time changed since the latest attempt read them. */
  changed_inputs: z.array(z.string()),
  /** Process that holds the lock of the job or its session. */
  held: HeldLock.nullable(),
  /** In the order of the pipeline. */
  steps: z.array(PreviewStep),
  tasks_again: z.int(),
  tasks_cached: z.int(),
  tasks_maybe: z.int(),
  /** Number of task dirs that are moved aside. They are restored if the attempt cannot start. */
  dirs_moved: z.int(),
  /** Expected duration; null if too little is known. */
  expected_ms: z.number().nullable(),
  /**
   * Changed parameters, each with the steps whose tasks contain its old value. Null for a value that cannot be searched
   * for, in which case any task may run again.
   */
  changes: z.array(z.object({ param: z.string(), steps: z.array(z.string()).nullable() })),
  /**
   * Nextflow of the last and the next attempt, such as `25.10.4, parser v1`, if they differ. `finds`: whether the next
   * version finds all cached tasks, none of them, or an unknown part of them. `next` is null if no active runner with
   * the files has a version that the job accepts. In that case the job waits, and `finds` covers the accepted versions.
   * Null if both are equal.
   */
  nextflow: z
    .object({ ran: z.string(), next: z.string().nullable(), finds: z.enum(['none', 'some', 'all']) })
    .nullable(),
  /**
   * Nextflow of the next attempt, such as `25.04.4, parser v2`, if parameters changed but this version does not include
   * them in task hashes. A task that uses such a parameter may then stay cached with its old result. Otherwise null.
   */
  ignores_params: z.string().nullable(),
  /**
   * Pipeline revisions of the job's last tasks and of the next attempt, if they differ. The changed files are unknown,
   * so any task may run again. Null if the revision is unchanged, for repositories (the commit of a job is fixed), and
   * if the pipeline is missing now.
   */
  pipeline_changed: z.object({ ran: z.string(), now: z.string() }).nullable(),
  /** Reason why the server cannot load the job's pipeline now, and what to do. Null if it can. */
  pipeline_missing: z.string().nullable(),
  /** Latest attempt whose tasks may still run on executors that Reprise cannot query; null if there is none. */
  may_remain: MayRemain.nullable(),
});
export type RunPreview = z.infer<typeof RunPreview>;
