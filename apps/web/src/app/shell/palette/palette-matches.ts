import type { JobView } from '@reprise/contracts';
import { matching, type PaletteItem } from './palette-items.ts';

/** Jobs found for a query. */
export type JobMatches = { query: string; jobs: JobView[] };

/**
 * Returns the jobs to offer for a query. Until they are found, returns the jobs from an earlier query that still match.
 */
export function jobItemsFor(found: JobMatches, query: string, toItem: (job: JobView) => PaletteItem): PaletteItem[] {
  const asked = query.trim();
  if (!asked) return [];
  const items = found.jobs.map(toItem);
  return found.query === asked ? items : matching(items, asked);
}

/** Index of the active item in a new list of items; 0 if the list does not contain it. */
export function indexOfActive(items: PaletteItem[], before: { items: PaletteItem[]; at: number } | undefined): number {
  const chosen = before?.items[before.at];
  const at = items.findIndex(({ label, hint }) => label === chosen?.label && hint === chosen.hint);
  return Math.max(0, at);
}
