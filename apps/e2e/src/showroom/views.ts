import type { SavedView } from '@reprise/views/contract';
import type { Fakes } from './fakes.ts';

const [shared, own] = ['0196f0c7-2a4e-7b1d-8c55-3f6a7b8c9d01', '0196f0c7-2a4e-7b1d-8c55-3f6a7b8c9d02'];
const at = '2026-11-30T09:00:00.000Z';
const both = { created_by: 'admin', created_at: at, changed_at: at, can_change: true, query: {} } as const;
const views: readonly SavedView[] = [
  { ...both, view_id: shared, name: 'Failed of run 2026-48', is_shared: true, list: { status: 'failed' } },
  { ...both, view_id: own, name: 'To check before the meeting on Monday', is_shared: false, list: { q: 'PAT' } },
];

/** Saved views, of which the first one is open with a label that no job has. */
export const savedViews = {
  id: shared,
  answer: ({ give }: Fakes): void => {
    give(/\/api\/views(\?|$)/, { views });
    give(/\/api\/views\/.+/, { ...views[0], unmatched: [{ field: 'label', value: 'run=2026-48' }] });
  },
  none: ({ give }: Fakes): void => give(/\/api\/views(\?|$)/, { views: [] }),
};
