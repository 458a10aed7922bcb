import { RESULT_PAGES, type ResultPage } from '@reprise/web/shared/results/result-pages.ts';
import type { PageWing } from '@reprise/web/shared/wings/wing.ts';

const resultPages: readonly ResultPage[] = [
  {
    path: 'igv',
    icon: 'dna',
    button: { label: 'IGV', anyOf: ['bam', 'annotated_vcf'] },
    menuItem: { label: 'Open in IGV', needs: 'bam' },
  },
  {
    path: 'variants',
    icon: 'list',
    button: { label: 'Classify', anyOf: ['filtered_tsv'] },
    menuItem: { label: 'Classify variants', needs: 'filtered_tsv' },
  },
];

/** Variants of jobs: their table, their classes by ACMG/AMP, signatures, and the genome browser. */
export const variants: PageWing = {
  jobPages: [
    { path: 'variants', load: () => import('./variants-page.ts').then((m) => m.VariantsPage) },
    {
      path: 'variants/report',
      load: () => import('./report/variants-report-page.ts').then((m) => m.VariantsReportPage),
    },
    { path: 'igv', load: () => import('./igv/igv-page.ts').then((m) => m.IgvPage) },
  ],
  providers: [{ provide: RESULT_PAGES, useValue: resultPages }],
};
