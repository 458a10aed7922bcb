import type axe from 'axe-core';
import type { Page } from 'playwright-core';

/** Looks, with axe, at the contrast of each text in colours and a size that it has not decided on in an earlier scene: the bulk of a scene's texts are drawn as others before. */
export class Contrast {
  readonly #decided = new Set<string>();

  /**
   * The violations in a page with axe in it, each as `impact rule: element`.
   * @param exclude selectors of what it leaves out
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
  /** By element: what all of it is seen through, and with that the backgrounds behind it, up to one that nothing shines through. */
  const looks = new Map<Element, { through: string; behind: string }>();
  function lookOf(element: Element | null): { through: string; behind: string } {
    if (!element) return { through: '', behind: '' };
    const known = looks.get(element);
    if (known) return known;
    const above = lookOf(element.parentElement);
    const { backgroundColor, backgroundImage, opacity, filter } = getComputedStyle(element);
    // Each with its end, and nothing of an element that draws nothing: the same look at any depth.
    const own = opacity !== '1' || filter !== 'none' ? `${opacity} ${filter} | ` : '';
    const image = backgroundImage !== 'none' ? `${backgroundImage} | ` : '';
    const colour = backgroundColor !== 'rgba(0, 0, 0, 0)' ? `${backgroundColor} | ` : '';
    const isCovered = backgroundColor.startsWith('rgb(');
    const through = own + above.through;
    const look = { through, behind: own + image + colour + (isCovered ? above.through : above.behind) };
    looks.set(element, look);
    return look;
  }
  /** All that contrast depends on. */
  function drawn(element: Element): string {
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element);
    return [color, fontSize, fontWeight, textShadow, lookOf(element).behind].join(' | ');
  }
  const withoutText = ['hidden', 'range', 'color', 'checkbox', 'radio', 'image'].map((type) => `[type=${type}]`).join();
  const hasText = (element: Element) =>
    element.matches(`input:not(${withoutText}), select, textarea`) ||
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent!.trim());
  /** Whether it is not above the page, nor so small that only a screen reader tells of it. */
  function isSeen(element: Element): boolean {
    const { width, height, bottom } = element.getBoundingClientRect();
    return width > 1 && height > 1 && bottom + window.scrollY > 0 && element.checkVisibility();
  }
  // Axe asks no contrast of what is disabled.
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
    // What lies under something else is not decided on.
    decided: nodes.flatMap(({ element }) => (element ? [drawn(element)] : [])),
    found: violations.flatMap(({ id, impact, nodes: at }) =>
      at.map(({ target }) => `${String(impact)} ${id}: ${target.join(' ')}`),
    ),
  };
}
