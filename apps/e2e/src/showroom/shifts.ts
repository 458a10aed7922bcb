import type { Page } from 'playwright-core';

/** A third of a second. */
const MOST_FRAMES = 20;

export type Shift = { value: number; startTime: number; hadRecentInput: boolean; sources: { node: Element | null }[] };
export type Observed = { layoutShifts: PerformanceObserver; shifts: Shift[]; actsAt?: number };
type Drawing = { drawn: Promise<void> };

/** Event on a tab's window before another view is shown in the same document. */
export const NEXT_VIEW = 'next-view';

/** Records the layout shifts of each view opened in a tab. */
export const recordShifts = (page: Page): Promise<unknown> =>
  page.addInitScript((nextView) => {
    const observed = window as unknown as Observed;
    observed.shifts = [];
    const take = (list: { getEntries: () => unknown[] }) => observed.shifts.push(...(list.getEntries() as Shift[]));
    observed.layoutShifts = new PerformanceObserver(take);
    observed.layoutShifts.observe({ type: 'layout-shift', buffered: true });
    window.addEventListener(nextView, () => {
      observed.layoutShifts.takeRecords();
      observed.shifts = [];
      delete observed.actsAt;
    });
  }, NEXT_VIEW);

/**
 * Draws each view in a tab before its responses arrive, as on a slow network, so that layout shifts occur in every run.
 * Only the request for the session is answered immediately, because nothing is drawn without it.
 */
export const drawFirst = (page: Page): Promise<unknown> =>
  page.addInitScript(
    ([mostFrames, nextView]) => {
      const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
      async function untilDrawn(before: Element | null): Promise<void> {
        const isHere = () => ![before, null].includes(document.querySelector('h1'));
        // Some pages have no heading until their data arrives.
        for (let n = 0; n < mostFrames && !isHere(); n += 1) await frame();
        await frame();
        await frame();
      }
      const drawing = window as unknown as Drawing;
      drawing.drawn = untilDrawn(null);
      window.addEventListener(nextView, () => {
        drawing.drawn = untilDrawn(document.querySelector('h1'));
      });
      const answered = window.fetch;
      window.fetch = async (asked, options) => {
        const { pathname } = new URL(asked instanceof Request ? asked.url : asked, location.href);
        if (pathname !== '/api/session') await drawing.drawn;
        return answered(asked, options);
      };
    },
    [MOST_FRAMES, NEXT_VIEW] as const,
  );

/** Waits until the view is drawn, and releases its requests. */
export const untilFirstDrawn = (page: Page): Promise<unknown> =>
  page.evaluate(() => (window as unknown as Drawing).drawn);

/** Stops recording, if it is still active: later shifts are caused by user actions. */
export const endShifts = (page: Page): Promise<unknown> =>
  page.evaluate(() => ((window as unknown as Observed).actsAt ??= performance.now()));
