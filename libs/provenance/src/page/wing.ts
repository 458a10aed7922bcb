import type { PageWing } from '@reprise/web/shared/wing.ts';

/** Records of what was run, for those who were not there: a report of a job, and a comparison of its attempts. */
export const provenance: PageWing = {
  jobPages: [
    { path: 'report', load: () => import('./report/report-page.ts').then((m) => m.ReportPage) },
    { path: 'compare', load: () => import('./compare/compare-page.ts').then((m) => m.ComparePage) },
  ],
};
