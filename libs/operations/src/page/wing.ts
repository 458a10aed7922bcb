import type { PageWing } from '@reprise/web/shared/wings/wing.ts';

/** Figures for operators over time. */
export const operations: PageWing = {
  pages: [
    {
      path: 'operations',
      title: 'Operations',
      icon: 'gauge',
      keys: 'g o',
      place: 'system',
      right: 'GET /api/operations',
      load: () => import('./operations-page.ts').then((m) => m.OperationsPage),
    },
  ],
};
