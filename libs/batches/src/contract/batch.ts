import { JobsSummary } from '@reprise/contracts/for-wings';
import * as z from 'zod';

/** A batch: the jobs that were submitted together under a name. */
export const BatchView = z.object({
  batch_id: z.uuid(),
  /** Name that the first job was submitted with. */
  name: z.string(),
  /** Names of the pipelines of its jobs, sorted. */
  pipelines: z.array(z.string()),
  /** Number of jobs by status. */
  jobs: JobsSummary,
  /** Submission of the first job. */
  created_at: z.iso.datetime(),
  created_by: z.string(),
  /** When the last job ended; null while jobs have not ended. */
  completed_at: z.iso.datetime().nullable(),
});
export type BatchView = z.infer<typeof BatchView>;
