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
  const transparent = 'rgba(0, 0, 0, 0) none 1 none';
  const behind = new Map<Element, string>();
  /** Backgrounds of an element and of all that it is in. */
  function backgrounds(element: Element | null): string {
    if (!element) return '';
    const seen = behind.get(element);
    if (seen !== undefined) return seen;
    const { backgroundColor, backgroundImage, opacity, filter } = getComputedStyle(element);
    const own = [backgroundColor, backgroundImage, opacity, filter].join(' ');
    const all = (own === transparent ? '' : `${own} / `) + backgrounds(element.parentElement);
    behind.set(element, all);
    return all;
  }
  /** All that contrast depends on; tag and class, since what comes before or behind a text may be drawn by them. */
  function drawn(element: Element): string {
    const { color, fontSize, fontWeight, textShadow } = getComputedStyle(element);
    const name = `${element.tagName} ${element.getAttribute('class') ?? ''}`;
    return [name, color, fontSize, fontWeight, textShadow, backgrounds(element)].join(' | ');
  }
  const hasText = (element: Element) =>
    element.matches('input, select, textarea') ||
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent!.trim());
  // Axe asks no contrast of what is disabled.
  const leftOut = [':disabled', '[aria-disabled=true]', ...exclude].join();
  const texts = new Map<string, Element>();
  for (const element of document.querySelectorAll('body *')) {
    if (!hasText(element) || element.closest(leftOut) || !element.checkVisibility()) continue;
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
