import type { PageDescriptor } from '../../shared/wings/page-descriptor.ts';

export const newJob: PageDescriptor = {
  path: 'new',
  title: 'New job',
  icon: 'plus',
  keys: 'n',
  place: 'action',
  isTab: true,
  right: 'submit',
  load: () => import('./new-job-page.ts').then((m) => m.NewJobPage),
  below: [{ path: 'samplesheet', load: () => import('./sheet/sheet-page.ts').then((m) => m.SheetPage) }],
};
