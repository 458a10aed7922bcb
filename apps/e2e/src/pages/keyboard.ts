import type { Locator, Page } from 'playwright-core';

const MOST_STOPS = 80;

/** Keyboard-only use of a page. */
export class Keyboard {
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
  }

  press = (keys: string): Promise<void> => this.#page.keyboard.press(keys);
  /** Two keys of one shortcut, which must be pressed within a second, regardless of the load. */
  chord = (first: string, second: string): Promise<unknown> => Promise.all([this.press(first), this.press(second)]);
  type = (text: string): Promise<void> => this.#page.keyboard.type(text);

  /**
   * Presses Tab until the element has the focus.
   * @throws Error if it is not reached, or if the focus is invisible on the way
   */
  async to(target: Locator, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> {
    await target.waitFor();
    for (let stop = 0; stop < MOST_STOPS; stop += 1) {
      if (await isFocused(target)) return;
      await this.press(key);
      const unseen = await this.#page.evaluate(unseenFocus);
      if (unseen !== null) throw new Error(`The focus cannot be seen on ${unseen}`);
    }
    throw new Error(`Not reached by ${key}: ${String(target)}`);
  }
}

export const isFocused = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element === document.activeElement);

/** Describes the focused element: its tag if neither it nor its frame has a visible focus. Runs in the page. */
function unseenFocus(): string | null {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return null;
  const isMarked = (element: Element | null): boolean => {
    if (!element) return false;
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    return (outlineStyle !== 'none' && parseFloat(outlineWidth) > 0) || boxShadow !== 'none';
  };
  return isMarked(focused) || isMarked(focused.parentElement) ? null : focused.outerHTML.slice(0, 200);
}
