import { OFFERED_BULK } from '@reprise/web/shared/wings/offered-bulk.ts';
import type { PageWing } from '@reprise/web/shared/wings/wing.ts';
import { LaterBulk } from './later-bulk.ts';

/** Commands for many jobs. */
export const bulk: PageWing = {
  linked: [{ path: 'bulk/:id', load: () => import('./bulk-page.ts').then((m) => m.BulkPage) }],
  providers: [{ provide: OFFERED_BULK, useExisting: LaterBulk }],
};
