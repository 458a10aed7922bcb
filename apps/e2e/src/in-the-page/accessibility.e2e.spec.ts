import axe, { type AxeResults, type RunOptions } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from '../pages/browser.ts';
import { layoutFindings } from '../showroom/layout.ts';
import { scenes } from '../showroom/scenes.ts';
import { Showroom } from '../showroom/showroom.ts';
import { resize, Stage, type Size } from '../showroom/stage.ts';

/** The violations that axe finds in a page with axe in it, each as `impact rule: element`. @param rules all by default */
async function findings(page: Page, rules?: string[]): Promise<string[]> {
  // Without its copies of the style sheets, which only an experimental rule reads, axe takes half the time.
  const preload = { assets: ['media'] };
  const options: RunOptions = { resultTypes: ['violations'], preload, ...(rules && { runOnly: rules }) };
  const { violations } = await page.evaluate(
    (given): Promise<AxeResults> => (window as unknown as { axe: typeof axe }).axe.run(given),
    options,
  );
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target }) => `${String(impact)} ${id}: ${target.join(' ')}`),
  );
}

/** Sizes of one window each: loading a scene costs five times as much as looking at it. */
const windows: readonly (readonly [Size, Size])[] = [
  ['desktop', 'zoomed'],
  ['phone', 'small'],
];
/** The others differ from these in width only. */
const inAxe: ReadonlySet<Size> = new Set(['desktop', 'phone']);

describe('to axe and to the eye', () => {
  let browser: Browser;
  let showroom: Showroom;
  let stages: Stage[];
  beforeAll(async () => {
    [showroom, browser] = await Promise.all([Showroom.open(), openBrowser()]);
    stages = await Promise.all(windows.map(([size]) => Stage.open(browser, showroom, size)));
  });
  afterAll(async () => {
    await browser.close();
    await showroom.close();
  });

  // By turns, a scene is loaded in one size of each window, and then brought to the other.
  it.each(scenes.map((scene, turn) => ({ name: scene.name, scene, turn: turn % 2 })))(
    'the scene $name is in order, light and dark, and in view from 320 px up',
    async ({ scene, turn }) => {
      const found = await Promise.all(
        windows.map(async (window, i) => {
          const [first, then] = turn === 0 ? window : window.toReversed();
          const page = await stages[i]!.show(scene, first);
          const asLoaded = await findingsAt(first!, page);
          await resize(page, then!);
          return [...asLoaded, ...(await findingsAt(then!, page))];
        }),
      );
      expect(found.flat()).toEqual([]);
    },
  );

  it('a button without a name and text that is hard to read are not', async () => {
    const page = await stages[0]!.show(scenes.find(({ name }) => name === 'not-found')!);
    await page.evaluate(() => {
      const text = document.createElement('p');
      text.append('Hard to read');
      // Written as HTML, the page's CSP would take no style.
      Object.assign(text.style, { color: '#999', background: '#fff' });
      document.querySelector('main')!.prepend(document.createElement('button'), text);
    });
    await page.evaluate(axe.source);
    const rules = (await findings(page)).map((finding) => finding.split(':')[0]);
    expect(rules.toSorted()).toEqual(['critical button-name', 'serious color-contrast']);
  });
});

async function findingsAt(size: Size, page: Page): Promise<string[]> {
  const layout = await layoutFindings(page);
  return [...layout, ...(inAxe.has(size) ? await inBothThemes(page) : [])];
}

async function inBothThemes(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const light = await findings(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  // Only the colours change with the theme.
  const dark = await findings(page, ['color-contrast', 'link-in-text-block']);
  await page.emulateMedia({ colorScheme: 'light' });
  return [...light, ...dark];
}
