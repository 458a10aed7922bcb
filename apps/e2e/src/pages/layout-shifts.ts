import type { Page } from 'playwright-core';

export interface LayoutShift {
  readonly value: number;
  /** Elements that moved, with their old and new positions. */
  readonly moved: string;
}

type Entry = PerformanceEntry & {
  value: number;
  hadRecentInput: boolean;
  sources: { node?: Node; previousRect: DOMRect; currentRect: DOMRect }[];
};
type Observed = { shifts: LayoutShift[] };

/** Records layout shifts without user interaction on each page loaded from now on. */
export const watchShifts = (page: Page): Promise<unknown> =>
  page.addInitScript(() => {
    const shifts: LayoutShift[] = ((window as unknown as Observed).shifts = []);
    const nameOf = (node?: Node) => {
      const element = node instanceof Element ? node : node?.parentElement;
      return element ? `${element.tagName} ${element.textContent.trim().slice(0, 20)}` : 'gone';
    };
    new PerformanceObserver((list) => {
      for (const { value, hadRecentInput, sources } of list.getEntries() as Entry[]) {
        const moved = sources.map(
          ({ node, previousRect: from, currentRect: to }) => `${nameOf(node)} ${from.x},${from.y} to ${to.x},${to.y}`,
        );
        if (!hadRecentInput) shifts.push({ value, moved: moved.join('; ') });
      }
    }).observe({ type: 'layout-shift', buffered: true });
  });

/** Returns the layout shifts so far, largest first. */
export const shiftsOf = (page: Page): Promise<LayoutShift[]> =>
  page.evaluate(() => (window as unknown as Observed).shifts.toSorted((a, b) => b.value - a.value));
