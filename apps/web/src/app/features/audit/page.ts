import type { PageDescriptor } from '../../shared/wings/page-descriptor.ts';

export const audit: PageDescriptor = {
  path: 'audit',
  title: 'Audit',
  icon: 'file-text',
  keys: 'g a',
  place: 'system',
  isTab: true,
  load: () => import('./audit-page.ts').then((m) => m.AuditPage),
};
