import type { Page } from 'playwright-core';
import type { Observed, Shift } from './shifts.ts';

/** Maximum cumulative layout shift of a page. People notice shifts from 0.1. https://web.dev/articles/cls */
const MOST_SHIFT = 0.05;
/**
 * Minimum width of a control in pixels, minimum number of visible characters of a truncated text, and minimum page
 * width at which no table scrolls horizontally.
 */
const LEAST = { control: 44, characters: 12, roomyPage: 1280 };

/**
 * Returns a page's layout faults as text: it scrolls horizontally, an action is outside the visible part, a control or
 * a piece of text is too narrow, or the layout has shifted.
 */
export async function layoutFindings(page: Page): Promise<string[]> {
  const { beside, narrow, bare, hiding, cut, ...found } = await page.evaluate((least) => {
    const { clientWidth, scrollWidth } = document.documentElement;
    const observed = window as unknown as Observed;
    const shifts = [...observed.shifts, ...(observed.layoutShifts.takeRecords() as unknown as Shift[])];
    const until = observed.actsAt ?? Infinity;
    const jumps = shifts.filter(({ startTime, hadRecentInput }) => startTime < until && !hadRecentInput);
    /** Elements for screen readers only. */
    const unseen = new Set<Element>();
    for (const element of document.querySelectorAll('body *'))
      if (unseen.has(element.parentElement!) || getComputedStyle(element).clipPath === 'inset(50%)')
        unseen.add(element);
    const isSeen = (element: Element) =>
      element.checkVisibility({ visibilityProperty: true }) &&
      !unseen.has(element) &&
      !element.closest('.cdk-visually-hidden');
    // Table headers scroll with their columns, a samplesheet is as wide as its columns, and a graph as its steps.
    const isInView = (element: Element) => !element.closest('th, rp-sheet-table, rp-step-graph');
    const kinds = 'button, a[href], input, select, textarea, summary, [role=button], [role=tab], [role=option]';
    const pressed = [...document.querySelectorAll(kinds)].filter(isSeen);
    const actions = pressed.filter(isInView);
    const nameOf = (element: Element) =>
      element.ariaLabel ?? ((element as HTMLInputElement).labels?.[0] ?? element).textContent.trim();
    const isField = (element: Element) => !element.matches('button, a, [type=checkbox], [type=radio], [type=file]');

    /** Whether an element is a link in running text, which is as wide as its words (WCAG 2.5.8, inline). */
    function isInSentence(element: Element): boolean {
      if (getComputedStyle(element).display !== 'inline') return false;
      let block = element.parentElement!;
      while (getComputedStyle(block).display === 'inline') block = block.parentElement!;
      return block.textContent.trim().length > element.textContent.trim().length;
    }
    /** Width of the clickable area, including the label of a check box or switch. */
    function widthOf(control: Element): number {
      const labels = [...((control as HTMLInputElement).labels ?? [])].filter(isSeen);
      const boxes = [control, ...labels].map((element) => element.getBoundingClientRect());
      return Math.max(...boxes.map(({ right }) => right)) - Math.min(...boxes.map(({ left }) => left));
    }

    /** Number of characters of a text that are left of `right`. */
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
    /** The text of an element that truncates its content, if little of it is visible. */
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
    /** The value or placeholder of a field, if little of it is visible. */
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
      narrow: pressed.filter((control) => !isInSentence(control) && widthOf(control) < least.control).map(nameOf),
      bare: [...document.querySelectorAll('select')]
        .filter((select) => isSeen(select) && getComputedStyle(select).appearance === 'none')
        .filter((select) => !select.parentElement!.querySelector('rp-icon:last-child'))
        .map(nameOf),
      // A table scrolls if more columns are selected than fit.
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
    ...narrow.map((name) => `"${name}" is narrower than ${String(LEAST.control)} px ${at}`),
    ...bare.map((name) => `"${name}" has no chevron ${at}`),
    ...hiding.map((name) => `"${name}" hides columns ${at}`),
    ...cut.map((text) => `"${text}" is cut to fewer than ${String(LEAST.characters)} characters ${at}`),
    ...(found.shift > MOST_SHIFT
      ? [`has jumped by ${found.shift.toFixed(3)} ${at}: ${[...new Set(found.moved)].join(', ')}`]
      : []),
  ];
}
