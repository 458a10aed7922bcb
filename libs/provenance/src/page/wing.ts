import { OFFERED_RECORDS, type OfferedRecords } from '@reprise/web/shared/wings/offered-records.ts';
import type { PageWing } from '@reprise/web/shared/wings/wing.ts';

const records: OfferedRecords = {
  report: (jobId) => `/jobs/${jobId}/report`,
  comparison: (jobId) => `/jobs/${jobId}/compare`,
  resources: (jobId) => `/jobs/${jobId}/resources`,
  usage: '/usage',
  crate: (jobId, attempt) => `/api/jobs/${jobId}/ro-crate.zip?attempt=${String(attempt)}`,
};

/** Provenance of runs: reports of jobs, comparisons, the resources of tasks, their sums, and trends of pipelines. */
export const provenance: PageWing = {
  pages: [
    {
      path: 'usage',
      title: 'Usage',
      icon: 'coins',
      keys: 'g c',
      place: 'system',
      right: 'GET /api/resources',
      load: () => import('./usage/usage-page.ts').then((m) => m.UsagePage),
    },
  ],
  jobPages: [
    { path: 'report', load: () => import('./report/report-page.ts').then((m) => m.ReportPage) },
    { path: 'resources', load: () => import('./resources/resources-page.ts').then((m) => m.ResourcesPage) },
    { path: 'compare', load: () => import('./compare/compare-page.ts').then((m) => m.ComparePage) },
  ],
  linked: [{ path: 'pipelines/:name/trends', load: () => import('./trends/trends-page.ts').then((m) => m.TrendsPage) }],
  providers: [{ provide: OFFERED_RECORDS, useValue: records }],
};
