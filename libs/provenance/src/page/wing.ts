import { OFFERED_RECORDS, type OfferedRecords } from '@reprise/web/shared/wings/offered-records.ts';
import type { PageWing } from '@reprise/web/shared/wings/wing.ts';

const records: OfferedRecords = {
  report: (jobId) => `/jobs/${jobId}/report`,
  comparison: (jobId) => `/jobs/${jobId}/compare`,
  resources: (jobId) => `/jobs/${jobId}/resources`,
  crate: (jobId, attempt) => `/api/jobs/${jobId}/ro-crate.zip?attempt=${String(attempt)}`,
};

/** Provenance of runs: a report of a job, a comparison of its attempts, and the resources of its tasks. */
export const provenance: PageWing = {
  jobPages: [
    { path: 'report', load: () => import('./report/report-page.ts').then((m) => m.ReportPage) },
    { path: 'resources', load: () => import('./resources/resources-page.ts').then((m) => m.ResourcesPage) },
    { path: 'compare', load: () => import('./compare/compare-page.ts').then((m) => m.ComparePage) },
  ],
  providers: [{ provide: OFFERED_RECORDS, useValue: records }],
};
