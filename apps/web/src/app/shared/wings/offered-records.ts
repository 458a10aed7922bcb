import { InjectionToken } from '@angular/core';

/** URLs of a wing's pages about a job's records. */
export interface OfferedRecords {
  readonly report: (jobId: string) => string;
  /** Comparison of two attempts, or with another job. The query parameter `with` is the id of the other job. */
  readonly comparison: (jobId: string) => string;
  /** Resources that a job's tasks requested and used. */
  readonly resources: (jobId: string) => string;
  /** Page with the sums of resources; the query parameter `batch` is the id of a batch. */
  readonly usage: string;
  /** ZIP with the results of an attempt and their description. */
  readonly crate: (jobId: string, attempt: number) => string;
}

/** Null if no wing provides any, so there are no links to them. */
export const OFFERED_RECORDS = new InjectionToken<OfferedRecords | null>('offered records', { factory: () => null });
