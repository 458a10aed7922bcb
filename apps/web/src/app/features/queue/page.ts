import type { PageDescriptor } from '../../shared/wings/page-descriptor.ts';

export const queue: PageDescriptor = {
  path: 'queue',
  title: 'Queue',
  icon: 'layers',
  keys: 'g q',
  place: 'system',
  load: () => import('./queue-page.ts').then((m) => m.QueuePage),
};
