import type { CacheMiss } from '../cache/cache-miss-explainer.ts';
import type { TaskResources } from '../records/task-resources.ts';

/**
 * A change in a task's state, read from Nextflow's output, its trace or its work dir. A task is one execution: a retry
 * is a separate task.
 */
export interface TaskObservation {
  type: 'submitted' | 'started' | 'cached' | 'completed' | 'failed' | 'retried' | 'aborted' | 'cache_missed';
  /** Full Nextflow name, `WF:SUB:ALIGN`. */
  process: string;
  /**
   * Null if the process has no tag. Before the task's end, a tag that consists of digits is treated as Nextflow's
   * numbering.
   */
  tag: string | null;
  /** As printed by Nextflow: `ALIGN (DEMO1)`. */
  name: string;
  /**
   * Short hash, `ab/cdef12`, or `ab/cdef12-2` for the second task with that hash. Hash and type together identify an
   * observation across reads.
   */
  hash: string;
  work_dir: string | null;
  /** Job id on a remote executor, if Nextflow logged one. */
  native_id?: string;
  /** Number of the try, from 1. */
  try: number;
  submitted_at: string | null;
  started_at: string | null;
  completed_at: string | null;
  exit_code: number | null;
  /** From submission to end, as Nextflow measured it. */
  duration_ms: number | null;
  /** Bytes; null if the task was too short to be measured. */
  peak_rss: number | null;
  cpu_percent: number | null;
  /** Nextflow's reaction to a failure: TERMINATE, FINISH, RETRY, IGNORE. */
  error_action: string | null;
  /** Only with an end that the trace contains. */
  resources?: TaskResources;
  /** Only for `cache_missed`, which directly follows `submitted`. */
  cache_miss?: CacheMiss;
}
