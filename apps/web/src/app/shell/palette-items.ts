import type { IconName } from '../shared/icons.ts';

export type PaletteItem = { label: string; hint: string; icon: IconName; run: () => void };

/** Items that hold every word of the query, those that start with it first. */
export function matching(items: PaletteItem[], query: string): PaletteItem[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const rank = (item: PaletteItem) => (item.label.toLowerCase().startsWith(query.toLowerCase().trim()) ? 0 : 1);
  return items
    .filter((item) => words.every((word) => `${item.label} ${item.hint}`.toLowerCase().includes(word)))
    .toSorted((a, b) => rank(a) - rank(b));
}
