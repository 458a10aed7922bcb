import { OFFERED_RECORDS, type OfferedRecords } from '@reprise/web/shared/wings/offered-records.ts';
import type { PageWing } from '@reprise/web/shared/wings/wing.ts';

const records: OfferedRecords = {
  report: (jobId) => `/jobs/${jobId}/report`,
  comparison: (jobId) => `/jobs/${jobId}/compare`,
  crate: (jobId, attempt) => `/api/jobs/${jobId}/ro-crate.zip?attempt=${String(attempt)}`,
};

/** Provenance of runs: a report of a job, and a comparison of its attempts. */
export const provenance: PageWing = {
  jobPages: [
    { path: 'report', load: () => import('./report/report-page.ts').then((m) => m.ReportPage) },
    { path: 'compare', load: () => import('./compare/compare-page.ts').then((m) => m.ComparePage) },
  ],
  providers: [{ provide: OFFERED_RECORDS, useValue: records }],
};
