import type { PageWing } from '@reprise/web/shared/wing.ts';

/** Variants of a job: their table, their classes after ACMG/AMP, signatures, and the genome browser. */
export const variants: PageWing = {
  jobPages: [
    { path: 'variants', load: () => import('./variants-page.ts').then((m) => m.VariantsPage) },
    {
      path: 'variants/report',
      load: () => import('./report/variants-report-page.ts').then((m) => m.VariantsReportPage),
    },
    { path: 'igv', load: () => import('./igv/igv-page.ts').then((m) => m.IgvPage) },
  ],
};
