import * as z from 'zod';
import { optionalBody } from '../inputs.ts';
import { ParamsGiven } from '../commands/params-given.ts';
import { HeldLock, RedoReason } from '../requests.ts';

/** `POST /api/jobs/{id}/preview`: of a restart if a step is given, else of a resume. */
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
 * Reason why tasks run again: those found by a runner; another Nextflow has, or may have, other hashes for them
 * (`nextflow`); the pipeline's files changed since they ran (`pipeline`); or they may use a changed parameter that
 * their commands do not reveal (`parameter`).
 */
export const PreviewReason = z.enum([...RedoReason.options, 'nextflow', 'pipeline', 'parameter']);
export type PreviewReason = z.infer<typeof PreviewReason>;

export const PreviewStep = z.object({
  /** Full process name. */
  process: z.string(),
  /** Label for people. */
  step: z.string(),
  /** `maybe`: its tasks run again or stay cached; `first`: it has not run yet. */
  will: z.enum(['cached', 'maybe', 'again', 'partly', 'first']),
  /** Why its tasks run again; null if none does. */
  reason: PreviewReason.nullable(),
  /** Label of the step whose results it uses. */
  uses: z.string().nullable(),
  tasks_again: z.int(),
  tasks_cached: z.int(),
  /**
   * Tasks that may run again, because another Nextflow, a changed pipeline or a changed parameter may change their
   * hashes.
   */
  tasks_maybe: z.int(),
  /** Names of tasks that run again, truncated if there are many. */
  names: z.array(z.string()),
  /** Total time of its tasks when they last ran in this job; null if none succeeded. */
  last_ms: z.number().nullable(),
  /**
   * Median over earlier jobs of this pipeline, of its longest task; null also if one of its tasks was stopped after a
   * longer time.
   */
  usual_ms: z.number().nullable(),
});
export type PreviewStep = z.infer<typeof PreviewStep>;

export const RunPreview = z.object({
  /** Reason why the command would be rejected now. */
  refusal: z.string().nullable(),
  /** `unknown` where no runner with the storage answers: then no steps are known either. */
  work_dir: z.enum(['present', 'absent', 'unknown']),
  /** Process that holds the lock of the job or its session. */
  held: HeldLock.nullable(),
  /** In the order of the pipeline. */
  steps: z.array(PreviewStep),
  tasks_again: z.int(),
  tasks_cached: z.int(),
  tasks_maybe: z.int(),
  /** Number of task dirs that are moved aside, and put back if the attempt cannot start. */
  dirs_moved: z.int(),
  /** Expected duration; null where too little is known. */
  expected_ms: z.number().nullable(),
  /**
   * Changed parameters, each with the steps in whose tasks its old value was found; null where it cannot be looked for:
   * any task may run again.
   */
  changes: z.array(z.object({ param: z.string(), steps: z.array(z.string()).nullable() })),
  /**
   * Nextflow of the last attempt and of the next, such as `25.10.4, parser v1`, where that is another one. `finds`: whether
   * it finds all cached tasks, none, or not those that it has other hashes for, which is not known before. `next` is null
   * where no living runner with the files has one that the job asks for: it waits, and `finds` says whether each that it
   * waits for finds all tasks, or only some do. Null where it is the same.
   */
  nextflow: z
    .object({ ran: z.string(), next: z.string().nullable(), finds: z.enum(['none', 'some', 'all']) })
    .nullable(),
  /**
   * Nextflow of the next attempt, such as `25.04.4, parser v2`, where parameters have changed and it leaves them out of the
   * hashes of tasks: a task that uses one may stay cached with its old result. Null where it does not.
   */
  ignores_params: z.string().nullable(),
  /**
   * Revision of the pipeline with which tasks of the job ran last, and the one that the next attempt would run, where they
   * differ: which files changed is not known, so any task may run again. Null where it did not change since, of a repository,
   * whose commit stays that of the job, and where the pipeline is not there now.
   */
  pipeline_changed: z.object({ ran: z.string(), now: z.string() }).nullable(),
});
export type RunPreview = z.infer<typeof RunPreview>;
