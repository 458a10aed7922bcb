export interface FailureDigest {
  /** Full process name of the task that failed, and its short hash; null where Nextflow itself failed. */
  failing_step: string | null;
  failing_task: string | null;
  /** The task's exit code. */
  exit_code: number | null;
  /** Last lines of the task's stderr, or of Nextflow's own error. */
  stderr_tail: string[];
  /** Nextflow's "Caused by". */
  caused_by: string | null;
  disk_full: boolean;
  /** A sentence a person can act on. */
  message: string;
}

/** Why an attempt failed, from what it left: never throws, and always has a message. */
export async function explainFailure(_of: { attemptDir: string; workDir: string }): Promise<FailureDigest> {
  throw new Error('not built yet');
}
