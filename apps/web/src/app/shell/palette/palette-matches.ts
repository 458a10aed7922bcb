import type { JobView } from '@reprise/contracts';
import { matching, type PaletteItem } from './palette-items.ts';

/** Jobs that were found, and for what. */
export type Found = { query: string; jobs: JobView[] };

/** The jobs to offer for a query: of those found for an earlier one only what still fits, until its own are there. */
export function offeredJobs(found: Found, query: string, toItem: (job: JobView) => PaletteItem): PaletteItem[] {
  const asked = query.trim();
  if (!asked) return [];
  const items = found.jobs.map(toItem);
  return found.query === asked ? items : matching(items, asked);
}

/** Where the chosen one lies among other items; the first where it is none of them, or another query was typed. */
export function keptPlace(items: PaletteItem[], before: { items: PaletteItem[]; at: number } | undefined): number {
  const chosen = before?.items[before.at];
  const at = items.findIndex(({ label, hint }) => label === chosen?.label && hint === chosen.hint);
  return Math.max(0, at);
}
