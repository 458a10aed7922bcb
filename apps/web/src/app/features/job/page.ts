import type { LinkedPage } from '../../shared/wings/page-descriptor.ts';

export const job: LinkedPage = { path: 'jobs/:id', load: () => import('./job-page.ts').then((m) => m.JobPage) };
export const reports: LinkedPage = {
  path: 'jobs/:id/reports',
  load: () => import('./reports/reports-page.ts').then((m) => m.ReportsPage),
};
