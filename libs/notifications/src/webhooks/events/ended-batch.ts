import type { FailureView, JobStatus } from '@reprise/contracts';
import type { QcVerdict } from '@reprise/contracts/for-wings';

/** A job of a batch, as a message about the batch needs it. */
export interface BatchJob {
  readonly batch_name: string | null;
  readonly status: JobStatus;
  readonly cause: FailureView['cause'] | null;
  readonly qc: QcVerdict | null;
  readonly pipeline: string;
  readonly sample_name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly created_by: string;
  readonly completed_at: Date | string | null;
  /** Whether its policy resumes it. */
  readonly is_resume_due: boolean;
  readonly last_seq: string | number;
}

/** A batch whose jobs have all ended. */
export interface EndedBatch {
  readonly batch_id: string;
  readonly jobs: readonly BatchJob[];
}
