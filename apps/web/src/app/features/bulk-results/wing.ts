import type { PageWing } from '../../shared/wing.ts';

export const bulk: PageWing = {
  linked: [{ path: 'bulk/:id', load: () => import('./bulk-page.ts').then((m) => m.BulkPage) }],
};
