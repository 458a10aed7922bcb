import type { PageDescriptor } from '../../shared/wings/page-descriptor.ts';

export const runners: PageDescriptor = {
  path: 'runners',
  title: 'Runners',
  icon: 'server',
  keys: 'g r',
  place: 'system',
  load: () => import('./runners-page.ts').then((m) => m.RunnersPage),
};
