import axe, { type AxeResults, type RunOptions } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from './pages/browser.ts';
import { layoutFindings } from './showroom/layout.ts';
import { scenes } from './showroom/scenes.ts';
import { Showroom } from './showroom/showroom.ts';
import { sizes, Stage } from './showroom/stage.ts';

/** The violations that axe finds in a page with axe in it, each as `impact rule: element`. @param rules all by default */
async function findings(page: Page, rules?: string[]): Promise<string[]> {
  const options: RunOptions = { resultTypes: ['violations'], ...(rules && { runOnly: rules }) };
  const { violations } = await page.evaluate(
    (given): Promise<AxeResults> => (window as unknown as { axe: typeof axe }).axe.run(given),
    options,
  );
  return violations.flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target }) => `${String(impact)} ${id}: ${target.join(' ')}`),
  );
}

const sizeNames = Object.keys(sizes) as (keyof typeof sizes)[];
/** The others differ from these in width only. */
const inAxe: ReadonlySet<keyof typeof sizes> = new Set(['desktop', 'phone']);

describe('to axe and to the eye', () => {
  let browser: Browser;
  let showroom: Showroom;
  let stages: Stage[];
  beforeAll(async () => {
    [showroom, browser] = await Promise.all([Showroom.open(), openBrowser()]);
    stages = await Promise.all(sizeNames.map((size) => Stage.open(browser, showroom, size)));
  });
  afterAll(async () => {
    await browser.close();
    await showroom.close();
  });

  it.each(scenes)('the scene $name is in order, light and dark, and in view from 320 px up', async (scene) => {
    const found = await Promise.all(
      sizeNames.map(async (size, i) => {
        const page = await stages[i]!.show(scene);
        const layout = await layoutFindings(page);
        return [...layout, ...(inAxe.has(size) ? await inBothThemes(page) : [])];
      }),
    );
    expect(found.flat()).toEqual([]);
  });

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

async function inBothThemes(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const light = await findings(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  // Only the colours change with the theme.
  const dark = await findings(page, ['color-contrast', 'link-in-text-block']);
  return [...light, ...dark];
}
