import axe, { type AxeResults, type RunOptions } from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { openBrowser } from './pages/browser.ts';
import { scenes, type Scene } from './showroom/scenes.ts';
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

describe('to axe', () => {
  let browser: Browser;
  let showroom: Showroom;
  let stages: Stage[];
  beforeAll(async () => {
    [showroom, browser] = await Promise.all([Showroom.open(), openBrowser()]);
    stages = await Promise.all(
      (Object.keys(sizes) as (keyof typeof sizes)[]).map((size) => Stage.open(browser, showroom, size)),
    );
  });
  afterAll(async () => {
    await browser.close();
    await showroom.close();
  });

  it.each(scenes)('the scene $name is in order, light and dark, on a desk and on a phone', async (scene) => {
    const found = await Promise.all(stages.map((stage) => inBothThemes(stage, scene)));
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

async function inBothThemes(stage: Stage, scene: Scene): Promise<string[]> {
  const page = await stage.show(scene);
  await page.evaluate(axe.source);
  const light = await findings(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  // Only the colours change with the theme.
  const dark = await findings(page, ['color-contrast', 'link-in-text-block']);
  return [...light, ...dark];
}
