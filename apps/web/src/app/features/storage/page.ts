import type { PageDescriptor } from '../../shared/wings/page-descriptor.ts';

export const storage: PageDescriptor = {
  path: 'storage',
  title: 'Storage',
  icon: 'hard-drive',
  keys: 'g d',
  place: 'system',
  load: () => import('./storage-page.ts').then((m) => m.StoragePage),
};
