import type axe from 'axe-core';
import type { Page } from 'playwright-core';

/**
 * Checks text contrast with axe, but skips combinations of colours and size that an earlier scene has already settled.
 * Most of the text in a scene looks like text in earlier ones.
 */
export class Contrast {
  readonly #decided = new Set<string>();

  /**
   * Returns the violations in a page in which axe is loaded, each as `impact rule: element`.
   * @param exclude selectors to skip
   */
  async findings(page: Page, exclude: readonly string[]): Promise<string[]> {
    const { decided, found } = await page.evaluate(lookAtNew, { exclude, known: [...this.#decided] });
    for (const drawn of decided) this.#decided.add(drawn);
    return found;
  }
}

/** Runs in the page. */
async function lookAtNew({ exclude, known }: { exclude: readonly string[]; known: readonly string[] }) {
  const before = new Set(known);
  /** By element: the opacity and filters applied to it, and the backgrounds behind it, up to the first opaque one. */
  const looks = new Map<Element, { through: string; behind: string }>();
  function lookOf(element: Element | null): { through: string; behind: string } {
    if (!element) return { through: '', behind: '' };
    const known = looks.get(element);
    if (known) return known;
    const above = lookOf(element.parentElement);
    const { backgroundColor, backgroundImage, opacity, filter } = getComputedStyle(element);
    // Each part has a terminator, and elements that draw nothing are omitted, so that text with the same look has the
    // same key at any depth.
    const own = opacity !== '1' || filter !== 'none' ? `${opacity} ${filter} | ` : '';
    const image = backgroundImage !== 'none' ? `${backgroundImage} | ` : '';
    const colour = backgroundColor !== 'rgba(0, 0, 0, 0)' ? `${backgroundColor} | ` : '';
    const isCovered = backgroundColor.startsWith('rgb(');
    const through = own + above.through;
    const look = { through, behind: own + image + colour + (isCovered ? above.through : above.behind) };
    looks.set(element, look);
    return look;
  }
  /** Everything that affects the contrast. */
  function drawn(element: Element): string {
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element);
    return [color, fontSize, fontWeight, textShadow, lookOf(element).behind].join(' | ');
  }
  const withoutText = ['hidden', 'range', 'color', 'checkbox', 'radio', 'image'].map((type) => `[type=${type}]`).join();
  const hasText = (element: Element) =>
    element.matches(`input:not(${withoutText}), select, textarea`) ||
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent!.trim());
  /** Whether it is visible: not above the page, nor so small that it is only for screen readers. */
  function isSeen(element: Element): boolean {
    const { width, height, bottom } = element.getBoundingClientRect();
    return width > 1 && height > 1 && bottom + window.scrollY > 0 && element.checkVisibility();
  }
  // axe does not check the contrast of disabled elements.
  const leftOut = [':disabled', '[aria-disabled=true]', ...exclude].join();
  const texts = new Map<string, Element>();
  for (const element of document.querySelectorAll('body *')) {
    if (!hasText(element) || element.closest(leftOut) || !isSeen(element)) continue;
    const look = drawn(element);
    if (!before.has(look) && !texts.has(look)) texts.set(look, element);
  }
  if (!texts.size) return { decided: [], found: [] };
  const { passes, violations } = await (window as unknown as { axe: typeof axe }).axe.run(
    { include: [...texts.values()] as HTMLElement[], exclude: [...exclude] },
    { runOnly: ['color-contrast'], resultTypes: ['violations', 'passes'], elementRef: true, preload: false },
  );
  const nodes = [...passes, ...violations].flatMap((result) => result.nodes);
  return {
    // Elements covered by others are left undecided.
    decided: nodes.flatMap(({ element }) => (element ? [drawn(element)] : [])),
    found: violations.flatMap(({ id, impact, nodes: at }) =>
      at.map(({ target }) => `${String(impact)} ${id}: ${target.join(' ')}`),
    ),
  };
}
