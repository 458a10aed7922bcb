import type { Disruption } from './diagnosis/diagnosis.ts';
import type { Excerpt } from './printed/excerpt.ts';

/** Explanation of a failed attempt. */
export interface FailureDigest {
  /** Full process name of the failed task, and its short hash; null if Nextflow itself failed. */
  failing_step: string | null;
  failing_task: string | null;
  /** The task's exit code. */
  exit_code: number | null;
  /**
   * Lines that the task printed around the line that names the cause, or Nextflow's own message: at most 20 lines of
   * 2,000 characters.
   */
  stderr_tail: string[];
  /** Position of these lines; absent if no task printed them. */
  excerpt?: Excerpt;
  /** Nextflow's "Caused by", without the quoted source. */
  caused_by: string | null;
  disk_full: boolean;
  /** Event outside of the pipeline that ended the task; absent if there was none or the executor does not report it. */
  disruption?: Disruption;
  /** Signal that made Nextflow abort the run and exit by itself; usually absent. */
  aborted_by?: string;
  /** Short cause on one line, without the task and its exit code. */
  summary: string;
  /** Sentence that says what to do. Has more lines if Nextflow's own message does; at most 16,000 characters. */
  message: string;
}
