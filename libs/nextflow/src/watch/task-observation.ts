import type { CacheMiss } from '../cache/cache-miss-explainer.ts';

/** One change of a task, from Nextflow's output, its trace or its work dir. A task is one execution: a retry is another task. */
export interface TaskObservation {
  type: 'submitted' | 'started' | 'cached' | 'completed' | 'failed' | 'retried' | 'aborted' | 'cache_missed';
  /** Full Nextflow name, `WF:SUB:ALIGN`. */
  process: string;
  /** Null where the process gives none; before the task's end a tag of digits alone is taken for Nextflow's own numbering. */
  tag: string | null;
  /** As Nextflow prints it: `ALIGN (DEMO1)`. */
  name: string;
  /**
   * Short hash, `ab/cdef12`, of the second task with that hash `ab/cdef12-2`: with the type, what makes an observation the same
   * one when read again.
   */
  hash: string;
  work_dir: string | null;
  /** Id of its job on an executor of other machines, where Nextflow logged one. */
  native_id?: string;
  /** Which try of the task this is, from 1. */
  try: number;
  submitted_at: string | null;
  started_at: string | null;
  completed_at: string | null;
  exit_code: number | null;
  /** From submission to end, as Nextflow counts it. */
  duration_ms: number | null;
  /** Bytes; null where the task was too short to be measured. */
  peak_rss: number | null;
  cpu_percent: number | null;
  /** Nextflow's reaction to a failure: TERMINATE, FINISH, RETRY, IGNORE. */
  error_action: string | null;
  /** Only of `cache_missed`, which comes right after `submitted`. */
  cache_miss?: CacheMiss;
}
