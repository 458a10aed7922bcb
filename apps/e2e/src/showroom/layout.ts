import type { Page } from 'playwright-core';

/** Largest cumulative layout shift of a page; from 0.1 on, people notice. https://web.dev/articles/cls */
const MOST_SHIFT = 0.05;
/** A third of a second. */
const MOST_FRAMES = 20;

type Shift = { value: number; startTime: number; hadRecentInput: boolean; sources: { node: Element | null }[] };
type Observed = { layoutShifts: PerformanceObserver; shifts: Shift[]; actsAt?: number };
type Drawing = { drawn: Promise<void> };

/** Event of a tab's window when another view is about to be put up in the same document. */
export const NEXT_VIEW = 'next-view';

/** Records the layout shifts of each view that a tab opens. */
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
 * Lets a tab draw each view before its answers arrive, as on a slow network: what moves then moves in every run.
 * Only the session is answered at once, since nothing is drawn without it.
 */
export const drawFirst = (page: Page): Promise<unknown> =>
  page.addInitScript(
    ([mostFrames, nextView]) => {
      const frame = () => new Promise((drawn) => requestAnimationFrame(drawn));
      async function untilDrawn(before: Element | null): Promise<void> {
        const isHere = () => ![before, null].includes(document.querySelector('h1'));
        // Some pages have no heading until they are answered.
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

/** Waits until the view is drawn: what it asks for is asked from now on. */
export const untilFirstDrawn = (page: Page): Promise<unknown> =>
  page.evaluate(() => (window as unknown as Drawing).drawn);

/** Ends the record, if it has not ended: what moves from now on follows from what a person does. */
export const endShifts = (page: Page): Promise<unknown> =>
  page.evaluate(() => ((window as unknown as Observed).actsAt ??= performance.now()));

/** Least width in pixels of a field that text is typed or read in, least number of characters of a text that is cut, and least width of a page in which no table scrolls sideways. */
const LEAST = { field: 44, characters: 12, roomyPage: 1280 };

/** The faults of a page's layout in words: it scrolls sideways, an action is beside it, a field or a text has no room, or it has jumped. */
export async function layoutFindings(page: Page): Promise<string[]> {
  const { beside, narrow, bare, hiding, cut, ...found } = await page.evaluate((least) => {
    const { clientWidth, scrollWidth } = document.documentElement;
    const observed = window as unknown as Observed;
    const shifts = [...observed.shifts, ...(observed.layoutShifts.takeRecords() as unknown as Shift[])];
    const until = observed.actsAt ?? Infinity;
    const jumps = shifts.filter(({ startTime, hadRecentInput }) => startTime < until && !hadRecentInput);
    /** Elements that only a screen reader tells of. */
    const unseen = new Set<Element>();
    for (const element of document.querySelectorAll('body *'))
      if (unseen.has(element.parentElement!) || getComputedStyle(element).clipPath === 'inset(50%)')
        unseen.add(element);
    const isSeen = (element: Element) =>
      element.checkVisibility({ visibilityProperty: true }) &&
      !unseen.has(element) &&
      !element.closest('.cdk-visually-hidden');
    // The heads of a table scroll with its columns, and a samplesheet is as wide as its columns.
    const isInView = (element: Element) => isSeen(element) && !element.closest('th, rp-sheet-table');
    const actions = [...document.querySelectorAll('button, a[href], input, select, textarea')].filter(isInView);
    const nameOf = (element: Element) =>
      element.ariaLabel ?? ((element as HTMLInputElement).labels?.[0] ?? element).textContent.trim();
    const isField = (element: Element) => !element.matches('button, a, [type=checkbox], [type=radio], [type=file]');

    /** Characters of a text that are left of `right`. */
    function shownOf(text: Text, right: number): number {
      const range = document.createRange();
      let [low, high] = [0, text.length];
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        range.setStart(text, middle - 1);
        range.setEnd(text, middle);
        if (range.getBoundingClientRect().right <= right + 1) low = middle;
        else high = middle - 1;
      }
      return text.data.slice(0, low).trim().length;
    }
    /** The text of an element that hides what has no room, where that leaves little of it. */
    function cutIn(box: Element): string[] {
      const { overflowX, textOverflow, paddingRight, fontSize } = getComputedStyle(box);
      if (!['hidden', 'clip'].includes(overflowX) || box.scrollWidth <= box.clientWidth + 1) return [];
      const edge = box.getBoundingClientRect().right - Number.parseFloat(paddingRight);
      const right = textOverflow === 'ellipsis' ? edge - Number.parseFloat(fontSize) * 0.8 : edge;
      const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
      let shown = 0;
      let isCut = false;
      while (walker.nextNode()) {
        const text = walker.currentNode as Text;
        if (!text.data.trim() || !isSeen(text.parentElement!)) continue;
        const range = document.createRange();
        range.selectNodeContents(text);
        isCut ||= range.getBoundingClientRect().right > edge + 1;
        shown += shownOf(text, right);
      }
      return isCut && shown < least.characters ? [box.textContent.trim().replaceAll(/\s+/g, ' ')] : [];
    }
    const canvas = document.createElement('canvas').getContext('2d')!;
    /** The text in or in place of what is typed, where little of it is seen. */
    function cutInField(field: Element): string[] {
      const { value, placeholder, selectedOptions } = field as HTMLInputElement & HTMLSelectElement;
      const text = (field.matches('select') ? selectedOptions[0]?.text : value || placeholder) ?? '';
      const { font, paddingLeft, paddingRight } = getComputedStyle(field);
      canvas.font = font;
      const room = field.clientWidth - Number.parseFloat(paddingLeft) - Number.parseFloat(paddingRight);
      const isCut = canvas.measureText(text).width > room + 1;
      return isCut && canvas.measureText(text.slice(0, least.characters)).width > room + 1 ? [text] : [];
    }
    const boxes = [...document.querySelectorAll('body *:not(input, select, textarea)')].filter(isSeen);
    const fields = actions
      .filter(isField)
      .filter((element) => !element.matches('textarea, [type=range], [type=color]'));
    return {
      width: clientWidth,
      sideways: scrollWidth - clientWidth,
      shift: jumps.reduce((sum, { value }) => sum + value, 0),
      moved: jumps.flatMap(({ sources }) => sources.map(({ node }) => node?.nodeName.toLowerCase() ?? 'what is gone')),
      beside: actions
        .map((action) => ({ name: nameOf(action), box: action.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0 && (box.left < -1 || box.right > clientWidth + 1))
        .map(({ name }) => name),
      narrow: actions
        .filter((action) => isField(action) && action.getBoundingClientRect().width < least.field)
        .map(nameOf),
      bare: [...document.querySelectorAll('select')]
        .filter((select) => isSeen(select) && getComputedStyle(select).appearance === 'none')
        .filter((select) => !select.parentElement!.querySelector('rp-icon:last-child'))
        .map(nameOf),
      // Where more columns were chosen than there is room for, a table scrolls.
      hiding:
        clientWidth >= least.roomyPage && !location.search.includes('columns=')
          ? [...document.querySelectorAll('table')]
              .filter((table) => isSeen(table) && !table.closest('rp-sheet-table'))
              .filter(({ parentElement: box }) => box!.scrollWidth > box!.clientWidth + 1)
              .map((table) => table.ariaLabel ?? 'a table')
          : [],
      cut: [...new Set([...boxes.flatMap(cutIn), ...fields.flatMap(cutInField)])],
    };
  }, LEAST);
  const at = `at ${String(found.width)} px`;
  return [
    ...(found.sideways > 0 ? [`scrolls sideways by ${String(found.sideways)} px ${at}`] : []),
    ...beside.map((name) => `"${name}" is beside the page ${at}`),
    ...narrow.map((name) => `"${name}" is narrower than ${String(LEAST.field)} px ${at}`),
    ...bare.map((name) => `"${name}" has no chevron ${at}`),
    ...hiding.map((name) => `"${name}" hides columns ${at}`),
    ...cut.map((text) => `"${text}" is cut to fewer than ${String(LEAST.characters)} characters ${at}`),
    ...(found.shift > MOST_SHIFT
      ? [`has jumped by ${found.shift.toFixed(3)} ${at}: ${[...new Set(found.moved)].join(', ')}`]
      : []),
  ];
}
