import type { Disruption } from './diagnosis/diagnosis.ts';
import type { Excerpt } from './printed/excerpt.ts';

/** Explanation of why an attempt failed. */
export interface FailureDigest {
  /** Full process name of the task that failed, and its short hash; null where Nextflow itself failed. */
  failing_step: string | null;
  failing_task: string | null;
  /** The task's exit code. */
  exit_code: number | null;
  /**
   * Lines that the task printed, around the one that names the cause, or of what Nextflow said itself: at most 20 of 2,000
   * characters.
   */
  stderr_tail: string[];
  /** Where these lines are; absent where no task printed them. */
  excerpt?: Excerpt;
  /** Nextflow's "Caused by", without the source that it quotes. */
  caused_by: string | null;
  disk_full: boolean;
  /** Event outside of the pipeline that ended the task; absent where none did, or its executor does not say. */
  disruption?: Disruption;
  /** Signal on which Nextflow aborted the run and exited by itself; none in most failures. */
  aborted_by?: string;
  /** Cause in a few words, in one line, without the task and its exit code. */
  summary: string;
  /** A sentence a person can act on; more lines where Nextflow's own message has them, at most 16,000 characters. */
  message: string;
}
