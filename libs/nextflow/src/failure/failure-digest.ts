/** Explanation of why an attempt failed. */
export interface FailureDigest {
  /** Full process name of the task that failed, and its short hash; null where Nextflow itself failed. */
  failing_step: string | null;
  failing_task: string | null;
  /** The task's exit code. */
  exit_code: number | null;
  /** Last lines of the task's stderr, or of what Nextflow said itself: at most 20 of 2,000 characters. */
  stderr_tail: string[];
  /** Nextflow's "Caused by". */
  caused_by: string | null;
  disk_full: boolean;
  /** Signal on which Nextflow aborted the run and exited by itself; none in most failures. */
  aborted_by?: string;
  /** A sentence a person can act on; more lines where Nextflow's own message has them, at most 16,000 characters. */
  message: string;
}
