import type { PageWing } from '@reprise/web/shared/wings/wing.ts';

/** Batches: jobs that were submitted together under a name. */
export const batches: PageWing = {
  pages: [
    {
      path: 'batches',
      title: 'Batches',
      icon: 'grid-3x3',
      keys: 'g b',
      place: 'work',
      load: () => import('./batches-page.ts').then((m) => m.BatchesPage),
      below: [{ path: ':id', load: () => import('./batch-page.ts').then((m) => m.BatchPage) }],
    },
  ],
};
