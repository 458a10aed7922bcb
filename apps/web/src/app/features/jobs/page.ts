import { JobTotal } from '../../shared/health/job-total.ts';
import type { PageDescriptor } from '../../shared/wings/page-descriptor.ts';

export const jobs: PageDescriptor = {
  path: 'jobs',
  title: 'Jobs',
  icon: 'list',
  keys: 'g j',
  place: 'work',
  isTab: true,
  count: JobTotal,
  load: () => import('./jobs-page.ts').then((m) => m.JobsPage),
};
