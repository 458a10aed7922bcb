import { InjectionToken } from '@angular/core';

/** Addresses of what a wing makes of the records of a job. */
export interface OfferedRecords {
  readonly report: (jobId: string) => string;
  /** Comparison of two attempts. */
  readonly comparison: (jobId: string) => string;
  /** ZIP of the results of an attempt with their description. */
  readonly crate: (jobId: string, attempt: number) => string;
}

/** Null where no wing offers any: then no page leads there. */
export const OFFERED_RECORDS = new InjectionToken<OfferedRecords | null>('offered records', { factory: () => null });
